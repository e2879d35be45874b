"""Reviews to start with: the two of the lecture, a plain one, and ten that are easy to misread."""

from __future__ import annotations

LECTURE = {
    "Venom": (
        "Venom isn't a Marvel movie, for that it succeeds far more than if it had been. If "
        "you're getting tired of the Marvel formula then Venom is going to be a breath of fresh "
        "symbiotic air.\n\n"
        "Venom occupies it's own universe, it's dark, gritty and more grown up compared to its "
        "counterparts. The existence of Eddie's personal life feels real, his struggles are far "
        "more relatable than any other character portrayed in a comic book movie so far. He is "
        "an everyday guy who screws up and because of that his need to redeem himself gets him "
        "attached to a symbiote. After that hes just trying to stay alive until the very end "
        "when the truth of his circumstance means he is the only one who can prevent humanities "
        "destruction. The movie didnt lead up to this, it wasnt even known what was to come "
        "until the last 20 minutes of the\n\n"
        "This is a marriage of two separate movies and it's done very well. You remove Venom "
        "and the movie feels like it could stand on it's own with a few key changes. The Venom "
        "portion hits all the notes required for a superhero movie.\n\n"
        "You actually care about Eddy and it's not because they give some sappy back story "
        "about loss or self reflection. You care because you can actually relate with what "
        "happens to him and how you may have reacted in the same scenario. He wasnt rich, a god "
        "or born with powers, didnt live with super advanced technology or volunteer for an "
        "experiment. Hes just a guy with a 9-5 in a regular relationship and living in the same "
        "world where shake downs and homelessness exist.\n\n"
        "The critics wanted a different movie then what they got. They wanted a basic Marvel "
        "super hero movie without realizing one of the better super hero movies as of late "
        "(Logan) didnt follow that formula either.\n\n"
        "Venom is the movie that stands on its own by creating a story with elements suited to "
        "the character, not checkboxes like others. Its entertaining and feels like it could "
        "have lasted longer. I'd rather feel left wanting then feeling like the movie is now "
        "requiring me to continue watching it because it's been dragged out too long.\n\n"
        "I'd rather watch another Venom movie then any other marvel universe sequel at this "
        "point."
    ),
    "The Lord of the Rings": (
        "An absolutely incredible film!\n\n"
        "Simply incredible. Never before have I seen a 3 hour movie that didn't seem like 3 "
        "hours. I read the Lord of the Rings very recently and I was surprised at how similar "
        "Peter Jackson's\n\n"
        "Now about the omissions and alterations. I'm not a crazed fanatic who gets worked up "
        "over every little detail. I didn't mind Arwen's inflation and I'm actually glad Tom "
        "Bombadil was scrubbed (I felt Tom Bombadil was an unnecessary addition to the book). "
        "Despite these minor changes, the screenplay stays extremely close to the book and "
        "flows very very well (and the prologue was a nice touch).\n\n"
        "The acting was flawless. As I've read many many times in other reviews, McKellen "
        "doesn't play Gandalf, he IS Gandalf. Wood, Mortensen, Holm, Astin, everyone was "
        "fantastic. My hat's off to Sean Bean who delivers an excellent performance as Boromir, "
        "a character who's intentions are good but wrestles with the corrupting power of the "
        "Ring. Bean portrays it VERY well. Oh, and Andy Serkis does a PERFECT Gollum voice. "
        "It's EXACTLY as I imagined it myself.\n\n"
        "The special effects were incredible, the cave troll, the balrog, Gollum, and Sauron's "
        "Eye all looked amazing. I was also very impressed by the seamless shrinking of the "
        "vertically challenged characters.\n\n"
        "What's wrong with this movie? I have no idea... I thought everything was perfect. MY "
        "biggest gripe is having to wait an entire year to see The Two Towers!"
    ),
}

PRESETS = {
    "Plain praise": (
        "A warm, funny and beautifully acted film. The two leads are a pleasure to watch, the "
        "story never drags, and the music stays with you for days. I laughed, I cried a little, "
        "and I left the cinema happy. One of the best evenings I have had this year; I recommend "
        "it to everyone."
    ),
    "Not bad at all": (
        "I expected nothing, and honestly it was not bad at all. The script is not stupid, the "
        "jokes are not cheap, and I was never bored."
    ),
    "A great cast wasted": (
        "A great cast, a wonderful composer and a brilliant cameraman, all of them wasted on a "
        "script that should never have left the drawer."
    ),
    "Sarcasm": (
        "Oh, wonderful. Another two and a half hours of robots hitting each other. I "
        "particularly enjoyed the moment when the lights went on and I could go home."
    ),
    "So bad it's good": (
        "The worst acting I have ever seen, the monster is obviously a carpet, and you can see "
        "the microphone in every scene. We laughed until we cried and watched it again. I love "
        "this film."
    ),
    "Half and half": (
        "The first hour is superb, tense and beautifully shot. Then somebody must have lost the "
        "last pages of the script, because the second hour is a mess of speeches and "
        "explosions."
    ),
    "Praise for the book": (
        "The book is one of the most beautiful and moving stories ever written, a masterpiece "
        "that I read every year. Do yourself a favour: read it, and stay away from this film."
    ),
    "Faint praise": (
        "It is competently made, the costumes are nice, and it is mercifully short. My "
        "grandmother would perhaps enjoy it on a rainy afternoon."
    ),
    "A hard film": (
        "Brutal, hopeless and almost unbearable to watch. I felt sick for days. Everybody "
        "should see it once."
    ),
    "The critics are wrong": (
        "Boring, pretentious, overlong: that is what the critics wrote. They must have seen "
        "another film. Do not listen to them."
    ),
    "Stars against words": (
        "1/10. Loved it, absolutely loved it, especially the part where nothing happens for "
        "ninety minutes. A triumph."
    ),
}
