import Figures
import Formats
import ReadAlong
import Matrices
import Word2Vec

let negatives = Section("8.3", "Negative sampling") { page in
  page.text(
    """
    The softmax needs the score of every word for a single step: with a hundred numbers a word and 40,000 words \
    four million products to predict one. Negative sampling asks an easier question. Show the word that stands \
    there and a few drawn at random, and let a sigmoid say which is which:
    """)
  page.formula("loss = −log σ(x · y_word) − Σ log σ(−x · y_drawn)          k words drawn")
  page.text(
    """
    Six products of vectors instead of 40,000. What does it learn? On average over all draws the loss has a \
    minimum that can be written down (Levy and Goldberg 2014): there x · y = PMI − log k, where PMI, the \
    pointwise mutual information, is the logarithm of how much more often two words meet than by chance. Five \
    words, their counts, and gradient descent on that average, with k = 2:
    """)
  let counts: Matrix = [
    [2, 9, 4, 1, 1], [9, 2, 5, 1, 2], [4, 5, 2, 3, 3], [1, 1, 3, 2, 8], [1, 2, 3, 8, 2],
  ]
  let target = shiftedMutualInformation(counts, negatives: 2)
  var figure = Figure("Products approach mutual information", x: "PMI − log 2", y: "x · y")
  var rows: [[String]] = []
  for dimensions in [1, 2, 5] {
    var generator = SeededGenerator(seed: 2)
    var model = EmbeddingModel(words: 5, dimensions: dimensions, using: &generator)
    for _ in 0..<6000 {
      update(&model, expectedGradient(model, counts, negatives: 2), learningRate: 2)
    }
    let scores = model.input.timesTransposed(model.output)
    let worst = zip(scores.values, target.values).map { abs($0 - $1) }.max() ?? 0
    rows.append([
      String(dimensions), fixed(expectedLoss(model, counts, negatives: 2), 5), fixed(scores[0, 1], 3),
      fixed(scores[0, 3], 3), fixed(worst, 3),
    ])
    figure.points(target.values, scores.values, name: "\(dimensions) dimension\(dimensions == 1 ? "" : "s")")
  }
  figure.rule(slope: 1, intercept: 0, name: "equal")
  rows.append(["PMI − log 2", "", fixed(target[0, 1], 3), fixed(target[0, 3], 3), ""])
  page.table(["dimensions", "loss", "x₁ · y₂", "x₁ · y₄", "largest error"], rows)
  page.text(
    """
    With five dimensions for five words every product can be what it likes, and is. With fewer the products have \
    to share: the table of counts is squeezed through two numbers a word, and words with like rows get like \
    vectors. That is where meaning comes from.
    """)
  try page.show(figure, as: "mutual-information")
}
