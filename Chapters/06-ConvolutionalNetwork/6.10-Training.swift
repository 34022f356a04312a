import ConvolutionalNetwork
import Figures
import Formats
import Matrices
import ReadAlong

let training = Section("6.10") { page in
  let shown = [1, 2, 5, 10, 25]
  let runs = try page.output("three-runs") { out in
    let runs = [
      ("means", try Trained.run()), ("maxima", try Trained.run(pooling: .max)),
      ("means, distorted", try Trained.distorted()),
    ]
    out.table(
      ["wrong of 1,000 after epoch"] + shown.map(String.init) + ["loss at the end", "wrong of its 4,000"],
      runs.map { name, run in
        [name] + shown.map { shortest(run.errors[$0 - 1] * 10) } + [fixed(run.losses[24], 4), "\(run.own)"]
      })
    return runs
  }
  var curves = Figure("Digits taken for others, of the thousand held out", x: "epoch", y: "wrong of 1,000")
  curves.yScale = .logarithmic
  for (name, run) in runs {
    curves.line((1...run.errors.count).map(Float.init), run.errors.map { $0 * 10 }, name: name)
  }
  try page.figure("errors", curves)

  try page.output("mixed-pixels") { out in
    var generator = SeededGenerator(seed: 1)
    let order = (0..<Digits.pixels).map { ($0, generator.next()) }.sorted { $0.1 < $1.1 }.map(\.0)
    let mixed = try Trained.run(pixels: order)
    out.table(
      ["pixels", "wrong of 1,000", "of its 4,000"],
      [("as they are", runs[0].1), ("exchanged", mixed)].map { name, run in
        [name, shortest(run.errors[24] * 10), "\(run.own)"]
      })
  }

  let (training, heldOut) = try fiveThousand()
  var generator = SeededGenerator(seed: 5)
  let copies = (0..<7).map { _ in Distortion().apply(to: training.image(2), using: &generator) }
  try page.figure(
    "distortions",
    FigureGrid(
      "A digit, and seven distortions of it", columns: 8, images: ([training.image(2)] + copies).map(picture))
  )

  let network = try Trained.distorted().network
  let guesses = Lanes.classify(network, heldOut, threads: 2)
  var mistakes = confusionMatrix(guesses, heldOut)
  for digit in 0..<10 { mistakes[digit, digit] = 0 }
  let names = (0..<10).map(String.init)
  var figure = Figure("Mistakes of the third network", x: "taken for", y: "digit")
  figure.table(mistakes, rows: names, columns: names, colors: .ink, blankZeros: true)
  try page.figure("confusion", figure)

  let wrong = Array((0..<heldOut.count).filter { guesses[$0] != Int(heldOut.labels[$0]) }.prefix(10))
  try page.figure(
    "wrong",
    FigureGrid(
      "Digit → taken for", columns: 10, images: wrong.map { picture(heldOut.image($0)) },
      captions: wrong.map { "\(heldOut.labels[$0]) → \(guesses[$0])" }))
}
