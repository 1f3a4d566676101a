/**
 * Openings of works in the public domain, and plain sentences in their manner, in ten languages: nothing here is a mark, though
 * several speak of secrets.
 */
export const PROSE: ReadonlyArray<{ readonly language: string; readonly text: string }> = [
  {
    language: 'en',
    text: `It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness, it was the epoch of belief, it was the epoch of incredulity, it was the season of Light, it was the season of Darkness.
A wonderful fact to reflect upon, that every human creature is constituted to be that profound secret and mystery to every other. A solemn consideration, when I enter a great city by night, that every one of those darkly clustered houses encloses its own secret; that every room in every one of them encloses its own secret.
Call me Ishmael. Some years ago, never mind how long precisely, having little or no money in my purse, and nothing particular to interest me on shore, I thought I would sail about a little and see the watery part of the world.
The Project gave no warning. "You have been confidential with him," said the old secretary, "and the official papers were restricted to three clerks."
`,
  },
  {
    language: 'de',
    text: `Als Gregor Samsa eines Morgens aus unruhigen Träumen erwachte, fand er sich in seinem Bett zu einem ungeheueren Ungeziefer verwandelt. Er lag auf seinem panzerartig harten Rücken und sah, wenn er den Kopf ein wenig hob, seinen gewölbten, braunen Bauch.
Es war ein Geheimnis zwischen ihnen, streng gehütet und doch allen vertraut; der Brief war vertraulich, aber niemand hielt ihn geheim. Nur für den Vater blieb alles verborgen.
`,
  },
  {
    language: 'fr',
    text: `Longtemps, je me suis couché de bonne heure. Parfois, à peine ma bougie éteinte, mes yeux se fermaient si vite que je n'avais pas le temps de me dire : je m'endors.
C'était un secret très secret, confié à voix basse ; la diffusion en fut restreinte, et le secrétaire n'en sut rien. Le ton était confidentiel, presque défensif.
`,
  },
  {
    language: 'es',
    text: `En un lugar de la Mancha, de cuyo nombre no quiero acordarme, no ha mucho tiempo que vivía un hidalgo de los de lanza en astillero, adarga antigua, rocín flaco y galgo corredor.
Guardaba un secreto que nadie conocía; reservado y confidencial era su trato, y de difusión limitada sus cartas.
`,
  },
  {
    language: 'it',
    text: `Quel ramo del lago di Como, che volge a mezzogiorno, tra due catene non interrotte di monti, tutto a seni e a golfi, a seconda dello sporgere e del rientrare di quelli.
Il segreto era riservato a pochi; riservatissimo il luogo, segretissimo il motivo, e nessuno ne parlava.
`,
  },
  {
    language: 'ru',
    text: `Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива по-своему. Всё смешалось в доме Облонских.
Он говорил секретно и совершенно тихо, что дело это особой важности и что секретарь не должен знать ничего для службы.
`,
  },
  {
    language: 'zh',
    text: `话说天下大势，分久必合，合久必分。周末七国分争，并入于秦。及秦灭之后，楚、汉分争，又并入于汉。
此事极为机密，不可使外人知道；他心中的秘密，连秘书也不曾听说。两人密议至三更，绝口不提。
`,
  },
  {
    language: 'ja',
    text: `吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。何でも薄暗いじめじめした所でニャーニャー泣いていた事だけは記憶している。
それは二人だけの秘密であった。極秘のうちに事は運ばれ、秘書にも知らされず、機密の書類は箱の底にしまわれた。
`,
  },
  {
    language: 'ko',
    text: `나는 그 비밀을 아무에게도 말하지 않았다. 극비리에 편지를 쓰고, 비밀의 정원에 숨겼다. 대외적으로는 아무 일도 없는 듯이 지냈다.
그의 비서는 창밖을 바라보며 조용히 앉아 있었다. 봄이 오고 꽃이 피었다.
`,
  },
  {
    language: 'pl',
    text: `Litwo! Ojczyzno moja! ty jesteś jak zdrowie. Ile cię trzeba cenić, ten tylko się dowie, kto cię stracił.
Było to tajne przejście, ściśle strzeżone, a poufne rozmowy toczyły się do rana; prawa zastrzeżone mieli tylko starsi.
`,
  },
];
