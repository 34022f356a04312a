import Figures
import Formats
import ReadAlong
import ConvolutionalNetwork
import Matrices

let training = Section(
  "6.10", "Training", deck: "Deep Learning Basics: Image Classification, LeNet5 Image Classification"
) { page in
  page.text(
    """
    4,000 digits to learn from, 100 of each digit held out. Each step takes the gradient of 32 images, adds nine \
    tenths of the step before, and goes a little downhill; each epoch's rate is 0.88 times the last one's. Three \
    runs of \(Trained.settings.epochs) epochs: with averages, with maxima, and with averages on distorted images.
    """)
  let runs = [
    ("averages", try Trained.run()), ("maxima", try Trained.run(pooling: .max)),
    ("averages, distorted", try Trained.distorted()),
  ]
  let shown = [1, 2, 5, 10, 25]
  page.table(
    ["held-out error, %, after epoch"] + shown.map(String.init) + ["loss"],
    runs.map { name, run in [name] + shown.map { fixed(run.errors[$0 - 1], 1) } + [fixed(run.losses[24], 4)] }
  )
  var curves = Figure("Digits taken for others, of the thousand held out", x: "epoch", y: "%")
  curves.yScale = .logarithmic
  for (name, run) in runs {
    curves.line((1...Trained.settings.epochs).map(Float.init), run.errors, name: name)
  }
  try page.show(curves, as: "errors")

  page.text(
    """
    The first two know their 4,000 almost by heart: their loss is near zero. The third never sees an image twice. \
    Each epoch shifts, turns, scales, slants and bends them anew, as other hands might have written them:
    """)
  let (training, heldOut) = try fiveThousand()
  var generator = SeededGenerator(seed: 5)
  let copies = (0..<7).map { _ in Distortion().apply(to: training.image(2), using: &generator) }
  try page.show(
    FigureGrid(
      "A digit, and seven distortions of it", columns: 8, images: ([training.image(2)] + copies).map(picture)),
    as: "distortions")

  let network = try Trained.distorted().network
  page.text("What the third network takes for what; a row is a digit, a column what it was taken for:")
  let guesses = Lanes.classify(network, heldOut, threads: 2)
  let counts = confusionMatrix(guesses, heldOut)
  let names = (0..<10).map(String.init)
  page.table(
    ["digit"] + names,
    (0..<10).map { digit in
      [names[digit]] + (0..<10).map { counts[digit, $0] == 0 ? "–" : shortest(counts[digit, $0]) }
    })
  var wrongCounts = counts
  for digit in 0..<10 { wrongCounts[digit, digit] = 0 }
  var figure = Figure("Mistakes only", x: "taken for", y: "digit")
  figure.table(wrongCounts, rows: names, columns: names)
  try page.show(figure, as: "confusion")

  page.text("And the first ten that it gets wrong:")
  let wrong = Array((0..<heldOut.count).filter { guesses[$0] != Int(heldOut.labels[$0]) }.prefix(10))
  try page.show(
    FigureGrid(
      "Wrong", columns: 10, images: wrong.map { picture(heldOut.image($0)) },
      captions: wrong.map { "\(heldOut.labels[$0]) → \(guesses[$0])" }), as: "wrong")
}
