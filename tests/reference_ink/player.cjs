// Plays stories with inkjs. Each line of standard input is one JSON object:
//   {"source": ink text, "files": {name: text}} or {"story": compiled JSON text}, and "picks": [numbers], "lines": max
// Each line of output: {"transcript": text} or {"error": text}; "compiled" too where a source was given.
// Usage: node player.cjs FOLDER_OF_INKJS
"use strict";
const path = require("path");
const readline = require("readline");
const ink = require(path.join(process.argv[2], "dist", "ink-full.js"));

function compile(job) {
  const files = job.files || {};
  const handler = {
    ResolveInkFilename: (name) => name,
    LoadInkFileContents: (name) => {
      if (!(name in files)) throw new Error("no file " + name);
      return files[name];
    },
  };
  const errors = [];
  const options = new ink.CompilerOptions(null, [], true, (message, type) => {
    if (type === 2) errors.push(message);
  }, handler);
  let story = null;
  try {
    story = new ink.Compiler(job.source, options).Compile();
  } catch (error) {
    errors.push(String(error));
  }
  if (errors.length || story === null) throw new Error(errors.join("\n") || "not compiled");
  return story.ToJson();
}

function play(text, job) {
  const story = new ink.Story(text);
  const said = [];
  story.onError = (message, type) => { said.push((type === 2 ? "ERROR " : "WARNING ") + message); };
  story.allowExternalFunctionFallbacks = true;
  if (job.seed !== undefined) story.state.storySeed = job.seed;
  let out = "";
  let budget = job.lines || 500;
  const picks = [...(job.picks || [])];
  for (;;) {
    while (story.canContinue && budget-- > 0) {
      out += story.Continue();
      if (story.currentTags.length) out += "# tags: " + story.currentTags.join(", ") + "\n";
    }
    const choices = story.currentChoices;
    if (budget <= 0 || choices.length === 0) break;
    out += "\n";
    choices.forEach((choice, index) => {
      out += `${index + 1}: ${choice.text}\n`;
      if (choice.tags && choice.tags.length) out += "# tags: " + choice.tags.join(", ") + "\n";
    });
    out += "?> ";
    if (picks.length === 0) break;
    story.ChooseChoiceIndex(picks.shift() % choices.length);
  }
  return { out, said };
}

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const job = JSON.parse(line);
  let answer;
  let compiled;
  try {
    const text = job.source === undefined ? job.story : compile(job);
    if (job.source !== undefined) compiled = text;
    const { out, said } = play(text, job);
    answer = { transcript: out, said };
  } catch (error) {
    answer = { error: String(error && error.message ? error.message : error) };
  }
  if (compiled !== undefined) answer.compiled = compiled;
  process.stdout.write(JSON.stringify(answer) + "\n");
});
