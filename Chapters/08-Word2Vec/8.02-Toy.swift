import Figures
import Formats
import ReadAlong
import Matrices
import Word2Vec

let toy = Section(
  "8.2", "Skip-gram and CBOW, by hand", deck: "Deep Learning From Scratch: Skipgram; Continuous Bag of Words"
) { page in
  page.text(
    """
    Give each word two vectors: x when it is given, y when it is predicted. The score of a word is x · y, and a \
    softmax over all words makes probabilities of the scores. Skip-gram predicts the words around from the word \
    in the middle; CBOW, the continuous bag of words, predicts the word in the middle from the mean of those \
    around. Take twelve sentences, made of twenty-two different words:
    """)
  page.formula(
    "skip-gram   max p(C|w)     p(c|w) = e^(x_w · y_c) / Σ_v e^(x_w · y_v)\n"
      + "CBOW        max p(w|C)     the same with x the mean of the context's vectors")
  let text = ToyText()
  var generator = SeededGenerator(seed: 1)
  let start = EmbeddingModel(words: text.vocabulary.count, dimensions: 6, using: &generator)
  var (skipGram, cbow) = (start, start)
  let (pairs, bags) = (text.predictions(.skipGram), text.predictions(.cbow))
  var losses: [(skipGram: Float, cbow: Float)] = []
  for _ in 0...300 {
    losses.append((loss(skipGram, pairs), loss(cbow, bags)))
    update(&skipGram, backward(skipGram, pairs), learningRate: 2)
    update(&cbow, backward(cbow, bags), learningRate: 2)
  }
  page.table(
    ["steps", "J of skip-gram", "J of CBOW"],
    [0, 1, 10, 100, 300].map { [String($0), fixed(losses[$0].skipGram, 4), fixed(losses[$0].cbow, 4)] })
  page.text(
    """
    The first loss is that of guessing, log 22 = 3.09. Skip-gram's cannot come near zero, since many words \
    may stand beside "the"; CBOW's can, where the words around leave only one. What counts is what the vectors \
    have become:
    """)
  let vectors = WordVectors(text.vocabulary.words, skipGram.input)
  page.table(
    ["word", "nearest", "cosine", "then", "cosine"],
    ["king", "red", "cat", "old"].compactMap { word -> [String]? in
      vectors.neighbors(of: Word(word), count: 2).map { found in
        [word] + found.flatMap { [$0.word.description, fixed($0.cosine, 3)] }
      }
    })
  page.text("Nobody told the program that king and queen, red and blue, cat and dog have anything in common.")
  var figure = Figure("The full softmax on twelve sentences", x: "step", y: "J")
  let steps = (0...300).map { Float($0) }
  figure.line(steps, losses.map(\.skipGram), name: "skip-gram")
  figure.line(steps, losses.map(\.cbow), name: "CBOW")
  try page.show(figure, as: "toy-loss")
}
