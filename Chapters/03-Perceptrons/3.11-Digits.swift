import Figures
import Formats
import ReadAlong
import Matrices
import Perceptrons

let digits = Section(
  "3.11", "The Mark I reads digits", deck: "Foundations of Shallow Networks: Rosenblatt Perceptron"
) { page in
  var generator = SeededGenerator(seed: 1)
  let lesson = try Lesson(digits: 3, 8, using: &generator)
  page.text(
    """
    Handwritten digits of 28 × 28 grays fall on the field of 20 × 20 cells; a cell is lit where more than 0.4 of \
    it is ink. The machine is to tell 3 from 8: \(lesson.y.count) pictures to learn from, \(lesson.testY.count) set \
    aside.
    """)
  try page.show(
    FigureGrid(
      "Digits as the photocells see them", columns: 8, images: (0..<8).map { lesson.picture($0) },
      colors: .gray), as: "digits")

  let association = AssociationUnits(using: &generator)
  let units = try Reader(association.fire(lesson.X), association.fire(lesson.testX), lesson)
  let photocells = try Reader(lesson.X, lesson.testX, lesson)
  page.text("The pictures are shown over and over, until an epoch passes without a mistake:")
  page.formula("512 units: \(units.outcome)")
  page.formula("photocells alone: \(photocells.outcome)")
  page.table(
    ["right, of \(lesson.testY.count) others", "epoch 1", "2", "5", "last", "average"],
    [("512 units", units), ("photocells alone", photocells)].map { name, reader in
      [name] + [1, 2, 5, reader.curve.count].map { percent(reader.curve[$0 - 1]) } + [
        percent(reader.accuracy)
      ]
    })
  var figure = Figure("Learning to tell 3 from 8", x: "epoch", y: "right, of \(lesson.testY.count) others")
  for (name, reader) in [("512 units", units), ("photocells alone", photocells)] {
    figure.line(reader.curve.indices.map { Float($0 + 1) }, reader.curve, name: name)
  }
  try page.show(figure, as: "mark-i-digits")

  var own = Figure("photocells alone")
  own.image(Matrix(rows: 20, columns: 20, values: photocells.average.weights.values), colors: .diverging)
  var through = Figure("512 units")
  let machine = MarkI(association: association, response: units.average)
  through.image(machine.influence(), colors: .diverging)
  try page.show(
    FigureGrid("What speaks for an 8", columns: 2, figures: [own, through]),
    as: "digit-weights")
  page.text(
    """
    Orange cells speak for an 8, blue ones for a 3. Digits stand upright and in the middle, so single cells do \
    tell here: those at the left of the loops, where a 3 is open, speak for an 8. The photocells alone do as well \
    as the 512 units. Random features help where the cells themselves say little; where they say much, they are \
    not missed.
    """)
}

/// A response unit that has learned two digits.
private struct Reader {
  let outcome: Outcome
  /// The share of the other pictures that are right after each epoch.
  let curve: [Float]
  let average: Layer
  /// The share that the average gets right.
  let accuracy: Float

  init(_ A: Matrix, _ testA: Matrix, _ lesson: Lesson) throws {
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
