"""Questions that are meant as answers: "What is one man's job against that?", "Who would not have done it?"."""

from __future__ import annotations

import re

_NOT = r"(?:isn't|wasn't|aren't|weren't|doesn't|didn't|don't|shouldn't|wouldn't|hasn't|haven't|couldn't|can't)"
_ENGLISH = re.compile(
    r"^\W*(?:(?:and|but|so|well|then|oh|no|yes|after all)\W+)*(?:"
    r"would you rather|who (?:would(?:n't| not)?|could(?:n't)?|can|can't|doesn't|hasn't|else would)\b|"
    r"how (?:could|can) (?:she|he|they|one|anyone|anybody|people)\b|"
    r"what(?:'s| is) (?!your|the time)[^?]*\b(?:against|compared|worth|beside|next to)\b|"
    r"where(?:'s| is| was| would be) the (?:harm|point|sense|shame|justice|good|use)\b|"
    r"why (?:should|shouldn't|wouldn't|not)\b(?! (?:i|you|we)\b)|what (?:good|use|difference|harm)\b|"
    r"what (?:would|does|could) (?:it|that) (?:change|help|matter)|what if\b|and if\b|"
    rf"{_NOT} (?:it|she|he|they|that|there|one|people|everyone|everybody|anyone|anybody|the|a|an)\b|"
    r"is(?:n't)? (?:it|that) (?:really |even )?(?:fair|right|just|worth|better|so bad|too much)\b)|"
    rf", {_NOT} (?:it|she|he|they|one)\W*$",
    re.IGNORECASE,
)
_CHINESE = re.compile(
    r"难道|谁还?(?:敢|能|不|肯)|怎么(?:能|可以|忍心)|何必|何苦|凭什么|有什么(?:用|错|不好|不对|关系)|不是.*吗|值得吗"
)


def is_rhetorical(sentence: str) -> bool:
    """Whether a question makes a point, by its words alone."""
    return bool(_ENGLISH.search(sentence.replace("’", "'")) or _CHINESE.search(sentence))
