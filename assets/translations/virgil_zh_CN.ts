<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>ui</name>
        <message>
            <source>The lamp is lit and the sea is calm tonight.</source>
            <translation>灯已经点亮，今晚的海很平静。</translation>
        </message>
        <message>
            <source>With loudspeakers: keep quiet for two seconds. The delay of the echo is measured and kept.</source>
            <translation>用音箱时：请安静两秒钟，会测出回声的延迟并记下来。</translation>
        </message>
        <message>
            <source>Microphone and loudspeaker</source>
            <translation>麦克风和扬声器</translation>
        </message>
        <message>
            <source>Nothing heard yet.</source>
            <translation>还没有听到什么。</translation>
        </message>
        <message>
            <source>Always by key with this microphone</source>
            <translation>用这个麦克风时总是按键说话</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>完成</translation>
        </message>
        <message>
            <source>Listen</source>
            <translation>听一下</translation>
        </message>
        <message>
            <source>1  Say a sentence</source>
            <translation>1  说一句话</translation>
        </message>
        <message>
            <source>Listening …</source>
            <translation>正在听……</translation>
        </message>
        <message>
            <source>Left</source>
            <translation>左</translation>
        </message>
        <message>
            <source>Behind</source>
            <translation>身后</translation>
        </message>
        <message>
            <source>Both</source>
            <translation>两边</translation>
        </message>
        <message>
            <source>Right</source>
            <translation>右</translation>
        </message>
        <message>
            <source>2  Hear the voice</source>
            <translation>2  听听声音</translation>
        </message>
        <message>
            <source>Each button speaks from one side.</source>
            <translation>每个按钮从一边发声。</translation>
        </message>
        <message>
            <source>Play a chirp</source>
            <translation>放一声测试音</translation>
        </message>
        <message>
            <source>3  Measure the echo</source>
            <translation>3  测量回声</translation>
        </message>
        <message>
            <source>4  How you talk</source>
            <translation>4  怎么说话</translation>
        </message>
        <message>
            <source>With others in the room, or with loud speakers, a key is surer.</source>
            <translation>屋里有别人，或者音箱声音大时，按键更可靠。</translation>
        </message>
        <message>
            <source>Press Listen, then say: “{0}”</source>
            <translation>按“听一下”，然后说：“{0}”</translation>
        </message>
        <message>
            <source>Listen always</source>
            <translation>一直听</translation>
        </message>
        <message>
            <source>Only while F8 or Space is held</source>
            <translation>只在按住 F8 或空格键时听</translation>
        </message>
        <message>
            <source>I heard: “{0}”</source>
            <translation>我听到：“{0}”</translation>
        </message>
        <message>
            <source>Microphone: {0}</source>
            <translation>麦克风：{0}</translation>
        </message>
        <message>
            <source>Dismiss</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Copy conversation</source>
            <translation>复制对话</translation>
        </message>
        <message>
            <source>Thinking</source>
            <translation>正在思考</translation>
        </message>
        <message>
            <source>Could not finish</source>
            <translation>没能说完</translation>
        </message>
        <message>
            <source>Copy selection</source>
            <translation>复制所选</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>You said</source>
            <translation>你说</translation>
        </message>
        <message>
            <source>character</source>
            <translation>个字符</translation>
        </message>
        <message>
            <source>characters</source>
            <translation>个字符</translation>
        </message>
        <message>
            <source>Stopped here</source>
            <translation>在这里停下</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>已停下</translation>
        </message>
        <message>
            <source>Show less</source>
            <translation>收起</translation>
        </message>
        <message>
            <source>{0} said</source>
            <translation>{0}说</translation>
        </message>
        <message>
            <source>Show all {0}</source>
            <translation>全部显示（{0}）</translation>
        </message>
        <message>
            <source>translated</source>
            <translation>译文</translation>
        </message>
        <message>
            <source>“{0}” If it is not so, the plugs are the wrong way round.</source>
            <translation>“{0}” 如果不是这样，说明插头左右插反了。</translation>
        </message>
        <message>
            <source>“{0}” With headphones it is heard there; loudspeakers in front cannot do that.</source>
            <translation>“{0}” 戴耳机时声音就在那里；前方的音箱做不到这一点。</translation>
        </message>
        <message>
            <source>The loudspeaker plays nothing here, so there is no echo to measure.</source>
            <translation>这里的音箱没有放出声音，所以没有回声可测。</translation>
        </message>
        <message>
            <source>No echo is heard: headphones, or a quiet loudspeaker. Nothing has to be set.</source>
            <translation>没有听到回声：你戴着耳机，或者音箱声音很小。不需要设置。</translation>
        </message>
        <message>
            <source>The echo comes back after {0} ms and is taken out.</source>
            <translation>回声在 {0} 毫秒后返回，会被消除。</translation>
        </message>
        <message>
            <source>The microphone does not answer.</source>
            <translation>麦克风没有反应。</translation>
        </message>
        <message>
            <source>Leave the story</source>
            <translation>离开故事</translation>
        </message>
        <message>
            <source>The story waits where it is</source>
            <translation>故事会停在这里等你</translation>
        </message>
        <message>
            <source>This place has a story</source>
            <translation>这里有一个故事</translation>
        </message>
        <message>
            <source>Pick one, or say it in your own words</source>
            <translation>选一个，或者用自己的话说</translation>
        </message>
        <message>
            <source>From the beginning</source>
            <translation>从头开始</translation>
        </message>
        <message>
            <source>Go on with “{0}”</source>
            <translation>继续“{0}”</translation>
        </message>
        <message>
            <source>Hear “{0}”</source>
            <translation>听“{0}”</translation>
        </message>
        <message>
            <source>Alt+{0}, or say it</source>
            <translation>Alt+{0}，或者直接说出来</translation>
        </message>
        <message>
            <source>Enter sends  ·  Shift+Enter new line  ·  Esc stops</source>
            <translation>Enter 发送  ·  Shift+Enter 换行  ·  Esc 打断</translation>
        </message>
        <message>
            <source>Hello, who are you?</source>
            <translation>你好，你是谁？</translation>
        </message>
        <message>
            <source>What can I see from here?</source>
            <translation>从这里能看到什么？</translation>
        </message>
        <message>
            <source>Tell me about this place.</source>
            <translation>给我讲讲这个地方。</translation>
        </message>
        <message>
            <source>Your host</source>
            <translation>主人</translation>
        </message>
        <message>
            <source>Newest</source>
            <translation>最新</translation>
        </message>
        <message>
            <source>Stop talking (Esc)</source>
            <translation>别说了（Esc）</translation>
        </message>
        <message>
            <source>Send (Enter)</source>
            <translation>发送（Enter）</translation>
        </message>
        <message>
            <source>your host</source>
            <translation>主人</translation>
        </message>
        <message>
            <source>Say something to {0}</source>
            <translation>对{0}说点什么</translation>
        </message>
        <message>
            <source>What happened last time</source>
            <translation>上次发生了什么</translation>
        </message>
        <message>
            <source>Virgil stopped unexpectedly</source>
            <translation>Virgil 意外停止了</translation>
        </message>
        <message>
            <source>Nothing you said was lost. The report below stays on this computer; copy it to ask for help.</source>
            <translation>你说过的话都没有丢失。下面的报告只留在这台电脑上；需要帮助时可以复制它。</translation>
        </message>
        <message>
            <source>Copy report</source>
            <translation>复制报告</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Kept in {0}</source>
            <translation>保存在 {0}</translation>
        </message>
        <message>
            <source>One thing is still missing on this computer.</source>
            <translation>这台电脑上还缺一样东西。</translation>
        </message>
        <message>
            <source>Almost there</source>
            <translation>就快好了</translation>
        </message>
        <message>
            <source>Look again</source>
            <translation>再检查一次</translation>
        </message>
        <message>
            <source>Enter without</source>
            <translation>先进去</translation>
        </message>
        <message>
            <source>Copied</source>
            <translation>已复制</translation>
        </message>
        <message>
            <source>{0} things are still missing on this computer.</source>
            <translation>这台电脑上还缺 {0} 样东西。</translation>
        </message>
        <message>
            <source>Nothing is downloaded unless you ask for it.</source>
            <translation>未经你同意，不会下载任何东西。</translation>
        </message>
        <message>
            <source>Places</source>
            <translation>场景</translation>
        </message>
        <message>
            <source>Choose where to go (Ctrl+P)</source>
            <translation>选择要去的地方（Ctrl+P）</translation>
        </message>
        <message>
            <source>Captions</source>
            <translation>字幕</translation>
        </message>
        <message>
            <source>Show what is said under the picture</source>
            <translation>在画面下方显示所说的话</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <source>Settings (Ctrl+,)</source>
            <translation>设置（Ctrl+,）</translation>
        </message>
        <message>
            <source>with {0}</source>
            <translation>和{0}在一起</translation>
        </message>
        <message>
            <source>Keyboard</source>
            <translation>键盘</translation>
        </message>
        <message>
            <source>Microphone</source>
            <translation>麦克风</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>设备</translation>
        </message>
        <message>
            <source>Talking</source>
            <translation>说话方式</translation>
        </message>
        <message>
            <source>By key with</source>
            <translation>按键说话的麦克风</translation>
        </message>
        <message>
            <source>Level</source>
            <translation>音量电平</translation>
        </message>
        <message>
            <source>Voice from</source>
            <translation>语音起点</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>停顿</translation>
        </message>
        <message>
            <source>Longest pause</source>
            <translation>最长停顿</translation>
        </message>
        <message>
            <source>Echo</source>
            <translation>回声</translation>
        </message>
        <message>
            <source>Noise</source>
            <translation>噪声</translation>
        </message>
        <message>
            <source>Recogniser</source>
            <translation>语音识别</translation>
        </message>
        <message>
            <source>A voice counts from the notch on; after a pause that long a finished sentence is answered.</source>
            <translation>超过刻度才算说话；停顿这么久之后，就会回答说完的句子。</translation>
        </message>
        <message>
            <source>Parts of names: room, webcam</source>
            <translation>名称的一部分：room, webcam</translation>
        </message>
        <message>
            <source>Listen from the start</source>
            <translation>一开始就听</translation>
        </message>
        <message>
            <source>Take out the host's own voice</source>
            <translation>去掉主人自己的声音</translation>
        </message>
        <message>
            <source>Tell voices from steady noise</source>
            <translation>把人声和持续的噪声分开</translation>
        </message>
        <message>
            <source>Chosen for this machine</source>
            <translation>按这台电脑自动选择</translation>
        </message>
        <message>
            <source>Try microphone and loudspeaker …</source>
            <translation>试试麦克风和扬声器……</translation>
        </message>
        <message>
            <source>Check</source>
            <translation>检查</translation>
        </message>
        <message>
            <source>The system's default</source>
            <translation>系统默认</translation>
        </message>
        <message>
            <source>{0} (not here)</source>
            <translation>{0}（不在）</translation>
        </message>
        <message>
            <source>Say something</source>
            <translation>说点什么</translation>
        </message>
        <message>
            <source>Only the first {0} fit</source>
            <translation>只放得下前 {0}</translation>
        </message>
        <message>
            <source>Listening</source>
            <translation>正在听</translation>
        </message>
        <message>
            <source>I hear you</source>
            <translation>听到你了</translation>
        </message>
        <message>
            <source>Speaking</source>
            <translation>在说</translation>
        </message>
        <message>
            <source>Microphone off</source>
            <translation>麦克风已关</translation>
        </message>
        <message>
            <source>Virgil stopped unexpectedly last time. Nothing you said was lost.</source>
            <translation>Virgil 上次意外停止了。你说过的话都没有丢失。</translation>
        </message>
        <message>
            <source>Picture of the scene</source>
            <translation>场景画面</translation>
        </message>
        <message>
            <source>Show report</source>
            <translation>查看报告</translation>
        </message>
        <message>
            <source>This display has no OpenGL, so there is no picture here. You can still talk.</source>
            <translation>这个显示器没有 OpenGL，所以没有画面。你仍然可以交谈。</translation>
        </message>
        <message>
            <source>You can look around already, or type; you will be answered in a moment.</source>
            <translation>你已经可以四处看看，也可以打字；马上就会得到回答。</translation>
        </message>
        <message>
            <source>Say hello, or ask about what you see.</source>
            <translation>打个招呼，或者问问你看到的东西。</translation>
        </message>
        <message>
            <source>Opening the scene</source>
            <translation>正在打开场景</translation>
        </message>
        <message>
            <source>Starting</source>
            <translation>正在启动</translation>
        </message>
        <message>
            <source>Opening {0}</source>
            <translation>正在打开{0}</translation>
        </message>
        <message>
            <source>{0} is waking up</source>
            <translation>{0}正在醒来</translation>
        </message>
        <message>
            <source>{0} is listening</source>
            <translation>{0}在听</translation>
        </message>
        <message>
            <source>What is remembered of you</source>
            <translation>记住的关于你的事</translation>
        </message>
        <message>
            <source>In your own words, and only on this machine. Double-click a sentence to correct it.</source>
            <translation>都是你自己的话，只保存在这台电脑上。双击句子可以改正。</translation>
        </message>
        <message>
            <source>What is remembered</source>
            <translation>记住的内容</translation>
        </message>
        <message>
            <source>Nothing yet. What you tell of yourself will stand here.</source>
            <translation>还没有。你讲到自己的话会出现在这里。</translation>
        </message>
        <message>
            <source>Forget</source>
            <translation>忘记</translation>
        </message>
        <message>
            <source>Forget everything</source>
            <translation>全部忘记</translation>
        </message>
        <message>
            <source>Really everything?</source>
            <translation>真的全部忘记？</translation>
        </message>
        <message>
            <source>Level of the microphone</source>
            <translation>麦克风音量电平</translation>
        </message>
        <message>
            <source>Stop listening</source>
            <translation>不再听</translation>
        </message>
        <message>
            <source>Listen to me</source>
            <translation>听我说</translation>
        </message>
        <message>
            <source>Hold F8 or Space and speak</source>
            <translation>按住 F8 或空格说话</translation>
        </message>
        <message>
            <source>Getting ready to listen …</source>
            <translation>正准备听……</translation>
        </message>
        <message>
            <source>The microphone is off. You can type.</source>
            <translation>麦克风关着，你可以打字。</translation>
        </message>
        <message>
            <source>{0} dB, a voice: {1} sure</source>
            <translation>{0} dB，是人声的把握：{1}</translation>
        </message>
        <message>
            <source>{0} (hold F8 or Space to talk)</source>
            <translation>{0}（按住 F8 或空格键说话）</translation>
        </message>
        <message>
            <source>Done: “{0}”</source>
            <translation>已照办：“{0}”</translation>
        </message>
        <message>
            <source>You seem happy</source>
            <translation>你好像很开心</translation>
        </message>
        <message>
            <source>You seem at ease</source>
            <translation>你好像很放松</translation>
        </message>
        <message>
            <source>You seem tired</source>
            <translation>你好像累了</translation>
        </message>
        <message>
            <source>You seem sad</source>
            <translation>你好像有点难过</translation>
        </message>
        <message>
            <source>You seem uneasy</source>
            <translation>你好像有点不安</translation>
        </message>
        <message>
            <source>You seem annoyed</source>
            <translation>你好像有点烦</translation>
        </message>
        <message>
            <source>You seem surprised</source>
            <translation>你好像很惊讶</translation>
        </message>
        <message>
            <source>Not so</source>
            <translation>不是这样</translation>
        </message>
        <message>
            <source>Forget it; you feel otherwise</source>
            <translation>忘掉它：你的感觉不是这样</translation>
        </message>
        <message>
            <source>Don't notice</source>
            <translation>不要留意</translation>
        </message>
        <message>
            <source>Moods are not noticed any more; the settings can turn it on again</source>
            <translation>不再留意心情；可以在设置里重新打开</translation>
        </message>
        <message>
            <source>Erase</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Capital letters</source>
            <translation>大写字母</translation>
        </message>
        <message>
            <source>Send</source>
            <translation>发送</translation>
        </message>
        <message>
            <source>space</source>
            <translation>空格</translation>
        </message>
        <message>
            <source>Space</source>
            <translation>空格</translation>
        </message>
        <message>
            <source>Drag to look    W A S D to walk    Click a thing to ask about it    Enter to talk</source>
            <translation>拖动来看    W A S D 行走    点一样东西来问它    Enter 说话</translation>
        </message>
        <message>
            <source>Back to the scene</source>
            <translation>回到场景</translation>
        </message>
        <message>
            <source>No scenes yet. Put a scene folder into your scenes folder, or ask your host to imagine a place.</source>
            <translation>还没有场景。把场景文件夹放进你的场景目录，或者请主人想象一个地方。</translation>
        </message>
        <message>
            <source>You are here</source>
            <translation>你在这里</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>跟随系统</translation>
        </message>
        <message>
            <source>English</source>
            <translation>英语（English）</translation>
        </message>
        <message>
            <source>As spoken</source>
            <translation>与语音相同</translation>
        </message>
        <message>
            <source>Deutsch</source>
            <translation>Deutsch（德语）</translation>
        </message>
        <message>
            <source>Español</source>
            <translation>Español（西班牙语）</translation>
        </message>
        <message>
            <source>Français</source>
            <translation>Français（法语）</translation>
        </message>
        <message>
            <source>Italiano</source>
            <translation>Italiano（意大利语）</translation>
        </message>
        <message>
            <source>Nederlands</source>
            <translation>Nederlands（荷兰语）</translation>
        </message>
        <message>
            <source>Polski</source>
            <translation>Polski（波兰语）</translation>
        </message>
        <message>
            <source>Português</source>
            <translation>Português（葡萄牙语）</translation>
        </message>
        <message>
            <source>The scene all round</source>
            <translation>被场景环绕</translation>
        </message>
        <message>
            <source>The host in your room</source>
            <translation>主人来到你的房间</translation>
        </message>
        <message>
            <source>A model on a table</source>
            <translation>桌上的模型</translation>
        </message>
        <message>
            <source>Small</source>
            <translation>小</translation>
        </message>
        <message>
            <source>Medium</source>
            <translation>中</translation>
        </message>
        <message>
            <source>Large</source>
            <translation>大</translation>
        </message>
        <message>
            <source>Huge</source>
            <translation>特大</translation>
        </message>
        <message>
            <source>Left eye</source>
            <translation>左眼</translation>
        </message>
        <message>
            <source>Both eyes</source>
            <translation>双眼</translation>
        </message>
        <message>
            <source>A camera behind the wearer</source>
            <translation>佩戴者身后的镜头</translation>
        </message>
        <message>
            <source>By the display</source>
            <translation>随显示方式而定</translation>
        </message>
        <message>
            <source>Headphones</source>
            <translation>耳机</translation>
        </message>
        <message>
            <source>Loudspeakers</source>
            <translation>扬声器</translation>
        </message>
        <message>
            <source>The voice in the middle</source>
            <translation>声音居中</translation>
        </message>
        <message>
            <source>One channel for both ears</source>
            <translation>双耳同一声道</translation>
        </message>
        <message>
            <source>By jumps</source>
            <translation>跳跃移动</translation>
        </message>
        <message>
            <source>Gliding with the stick</source>
            <translation>用摇杆滑行</translation>
        </message>
        <message>
            <source>In steps</source>
            <translation>分步</translation>
        </message>
        <message>
            <source>Smoothly</source>
            <translation>平滑</translation>
        </message>
        <message>
            <source>Only by turning myself</source>
            <translation>只靠自己转身</translation>
        </message>
        <message>
            <source>As usual</source>
            <translation>照常</translation>
        </message>
        <message>
            <source>Trigger</source>
            <translation>扳机键</translation>
        </message>
        <message>
            <source>Grip</source>
            <translation>握把键</translation>
        </message>
        <message>
            <source>A or X</source>
            <translation>A 或 X</translation>
        </message>
        <message>
            <source>B or Y</source>
            <translation>B 或 Y</translation>
        </message>
        <message>
            <source>Stick, pressed</source>
            <translation>按下摇杆</translation>
        </message>
        <message>
            <source>Menu</source>
            <translation>菜单</translation>
        </message>
        <message>
            <source>No button</source>
            <translation>不用按键</translation>
        </message>
        <message>
            <source>Take hold</source>
            <translation>抓取</translation>
        </message>
        <message>
            <source>Teleport</source>
            <translation>瞬移</translation>
        </message>
        <message>
            <source>View straight</source>
            <translation>摆正视角</translation>
        </message>
        <message>
            <source>Voice</source>
            <translation>声音</translation>
        </message>
        <message>
            <source>Volume</source>
            <translation>音量</translation>
        </message>
        <message>
            <source>Speed</source>
            <translation>语速</translation>
        </message>
        <message>
            <source>Sound for</source>
            <translation>声音输出</translation>
        </message>
        <message>
            <source>Room echo</source>
            <translation>房间回声</translation>
        </message>
        <message>
            <source>Sound of the place</source>
            <translation>场景的环境声</translation>
        </message>
        <message>
            <source>Reading</source>
            <translation>阅读</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <source>Another language is shown from the next start on.</source>
            <translation>更换语言后，下次启动时生效。</translation>
        </message>
        <message>
            <source>Text size</source>
            <translation>文字大小</translation>
        </message>
        <message>
            <source>Captions in</source>
            <translation>字幕语言</translation>
        </message>
        <message>
            <source>Another language than the spoken one is translated by the language model, and marked so.</source>
            <translation>与语音不同的语言由语言模型翻译，并会标明。</translation>
        </message>
        <message>
            <source>Host</source>
            <translation>主人</translation>
        </message>
        <message>
            <source>Language model</source>
            <translation>语言模型</translation>
        </message>
        <message>
            <source>Another model or voice is used from the next start on.</source>
            <translation>更换模型或声音后，下次启动时生效。</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>记忆</translation>
        </message>
        <message>
            <source>Caption size</source>
            <translation>字幕大小</translation>
        </message>
        <message>
            <source>Caption plate</source>
            <translation>字幕底板</translation>
        </message>
        <message>
            <source>High contrast</source>
            <translation>高对比度</translation>
        </message>
        <message>
            <source>Listening orb</source>
            <translation>聆听光球</translation>
        </message>
        <message>
            <source>Figures</source>
            <translation>数据</translation>
        </message>
        <message>
            <source>Window shows</source>
            <translation>窗口显示</translation>
        </message>
        <message>
            <source>You see</source>
            <translation>你看到</translation>
        </message>
        <message>
            <source>Walking</source>
            <translation>行走</translation>
        </message>
        <message>
            <source>Turning</source>
            <translation>转身</translation>
        </message>
        <message>
            <source>Each step turns</source>
            <translation>每步转动</translation>
        </message>
        <message>
            <source>Narrow the view</source>
            <translation>收窄视野</translation>
        </message>
        <message>
            <source>Seated</source>
            <translation>坐着</translation>
        </message>
        <message>
            <source>Eye height</source>
            <translation>眼睛高度</translation>
        </message>
        <message>
            <source>Floor</source>
            <translation>地面</translation>
        </message>
        <message>
            <source>Breaks</source>
            <translation>休息</translation>
        </message>
        <message>
            <source>Left-handed</source>
            <translation>左手习惯</translation>
        </message>
        <message>
            <source>Controllers change when the headset is next entered.</source>
            <translation>下次进入头显时，手柄设置生效。</translation>
        </message>
        <message>
            <source>Hearing</source>
            <translation>听力</translation>
        </message>
        <message>
            <source>Voices sound as in this place</source>
            <translation>说话声带上这个地方的回响</translation>
        </message>
        <message>
            <source>Under the picture</source>
            <translation>在画面下方</translation>
        </message>
        <message>
            <source>Keep conversations here</source>
            <translation>在本机保存对话</translation>
        </message>
        <message>
            <source>What is remembered of me</source>
            <translation>记住的关于我的事</translation>
        </message>
        <message>
            <source>In the headset</source>
            <translation>头显里</translation>
        </message>
        <message>
            <source>Black, white and yellow</source>
            <translation>黑、白和黄</translation>
        </message>
        <message>
            <source>By the host and at the wrist</source>
            <translation>在主人身旁和手腕上</translation>
        </message>
        <message>
            <source>How the machine copes (F3)</source>
            <translation>机器运行情况（F3）</translation>
        </message>
        <message>
            <source>Moving in the headset</source>
            <translation>在头显里移动</translation>
        </message>
        <message>
            <source>Lift my eyes to standing height</source>
            <translation>把视线抬到站立的高度</translation>
        </message>
        <message>
            <source>Mention one after forty minutes</source>
            <translation>四十分钟后提醒休息</translation>
        </message>
        <message>
            <source>Controllers</source>
            <translation>手柄</translation>
        </message>
        <message>
            <source>Point and turn with the left hand</source>
            <translation>用左手指点和转动</translation>
        </message>
        <message>
            <source>language model</source>
            <translation>语言模型</translation>
        </message>
        <message>
            <source>voice</source>
            <translation>声音</translation>
        </message>
        <message>
            <source>Desktop window</source>
            <translation>桌面窗口</translation>
        </message>
        <message>
            <source>No display</source>
            <translation>没有显示</translation>
        </message>
        <message>
            <source>Last reply: first word after {0} s, then {1} tokens/s</source>
            <translation>上次回答：{0} 秒后出第一个词，之后每秒 {1} 个词元</translation>
        </message>
        <message>
            <source>missed frame</source>
            <translation>帧丢失</translation>
        </message>
        <message>
            <source>missed frames</source>
            <translation>帧丢失</translation>
        </message>
        <message>
            <source>, {0} GB of memory</source>
            <translation>，占用 {0} GB 内存</translation>
        </message>
        <message>
            <source>{0} frames/s</source>
            <translation>{0} 帧/秒</translation>
        </message>
        <message>
            <source>No missed frames</source>
            <translation>没有丢帧</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>就绪</translation>
        </message>
        <message>
            <source>Loaded in {0} s</source>
            <translation>加载用了 {0} 秒</translation>
        </message>
        <message>
            <source>CPU time of a frame: {0} ms, slowest 1 %: {1} ms</source>
            <translation>每帧 CPU 用时：{0} 毫秒，最慢的 1 %：{1} 毫秒</translation>
        </message>
        <message>
            <source>Loading the {0}</source>
            <translation>正在加载{0}</translation>
        </message>
        <message>
            <source>Engine: {0}</source>
            <translation>引擎：{0}</translation>
        </message>
        <message>
            <source>No {0}</source>
            <translation>没有{0}</translation>
        </message>
        <message>
            <source>You: </source>
            <translation>你：</translation>
        </message>
    </context>
</TS>
