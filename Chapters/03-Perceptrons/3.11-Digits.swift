import Figures
import Formats
import Matrices
import Perceptrons
import ReadAlong

let digits = Section("3.11") { page in
  var generator = SeededGenerator(seed: 1)
  let lesson = try Lesson(digits: 3, 8, using: &generator)
  try page.figure(
    "digits", FigureGrid("", columns: 8, images: (0..<8).map { lesson.picture($0) }, colors: .gray))

  let association = AssociationUnits(using: &generator)
  let units = Reader(lesson) { association.fire($0) }
  let photocells = Reader(lesson) { $0 }
  let readers = [("512 units", units), ("photocells alone", photocells)]
  try page.output("digits-course") { out in
    out.line("\(lesson.y.count) pictures to learn from, \(lesson.testY.count) others")
    for (name, reader) in readers { out.line("\(name): \(reader.outcome)") }
    out.table(
      ["right, of \(lesson.testY.count) others", "epoch 1", "2", "5", "last", "average"],
      readers.map { name, reader in
        [name] + [1, 2, 5, reader.curve.count].map { percent(reader.curve[$0 - 1]) } + [
          percent(reader.accuracy)
        ]
      })
  }
  var figure = Figure("", x: "epoch", y: "right, of \(lesson.testY.count) others")
  for (name, reader) in readers {
    figure.line(reader.curve.indices.map { Float($0 + 1) }, reader.curve, name: name)
  }
  try page.figure("mark-i-digits", figure)
  try page.output("digits-pairs") { out in
    out.table(
      ["digits", "512 units", "photocells alone"],
      try [(3, 8), (3, 5), (4, 9), (1, 7)].map { a, b in
        ["\(a) and \(b)"] + (try meanShares(a, b)).map(percent)
      })
  }
  let machine = MarkI(association: association, response: units.average)
  try page.output("shapes-in-the-middle") { out in
    out.table(["squares and triangles", "512 units", "photocells alone"], shapeShares())
  }
  let own = Matrix(rows: fieldSide, columns: fieldSide, values: photocells.average.weights.values)
  try page.figure(
    "digit-weights",
    FigureGrid(
      "", columns: 2,
      images: [own, machine.influence()].map { $0 / ($0.values.map { abs($0) }.max() ?? 1) },
      captions: ["photocells alone", "512 units"], colors: .diverging, range: -1...1,
      key: "as a share of the largest"))
}

/// The averages' shares of right answers about shapes anywhere and in the middle, in the mean of four machines.
private func shapeShares() -> [[String]] {
  var sums: [[Float]] = [[0, 0], [0, 0]]
  for seed in 1...4 {
    var generator = SeededGenerator(seed: UInt64(seed))
    let association = AssociationUnits(using: &generator)
    let anywhere = Lesson(shapes: .square, .triangle, pictures: 4000, using: &generator)
    for (place, lesson) in [anywhere, anywhere.inTheMiddle()].enumerated() {
      for (k, share) in [lesson.learned { association.fire($0) }, lesson.learned { $0 }].map(\.others)
        .enumerated()
      {
        sums[place][k] += share / 4
      }
    }
  }
  return zip(["anywhere", "in the middle"], sums).map { [$0] + $1.map(percent) }
}

/// The averages' shares of right answers, by association units and by photocells, in the mean of four machines.
private func meanShares(_ a: Int, _ b: Int) throws -> [Float] {
  var sums: [Float] = [0, 0]
  for seed in 1...4 {
    var generator = SeededGenerator(seed: UInt64(seed))
    let lesson = try Lesson(digits: a, b, using: &generator)
    let association = AssociationUnits(using: &generator)
    sums[0] += Reader(lesson) { association.fire($0) }.accuracy / 4
    sums[1] += Reader(lesson) { $0 }.accuracy / 4
  }
  return sums
}

/// A response unit that has learned two digits from what `features` makes of the pictures.
private struct Reader {
  let outcome: Outcome
  /// The share of the other pictures that are right after each epoch.
  let curve: [Float]
  let average: Layer
  /// The share that the average gets right.
  let accuracy: Float

  init(_ lesson: Lesson, features: (Matrix) -> Matrix) {
    let (A, testA) = (features(lesson.X), features(lesson.testX))
    var response = Layer(inputs: A.columns, outputs: 1)
    var average = Average(inputs: A.columns, outputs: 1)
    var curve: [Float] = []
    outcome = train(
      &response, A, lesson.y, TrainingSettings(epochs: 100),
      report: {
        curve.append($0.layer.accuracy(testA, lesson.testY))
        return true
      },
      retire: { average.take($0, $1) })
    self.curve = curve
    self.average = average.mean
    accuracy = average.mean.accuracy(testA, lesson.testY)
  }
}
