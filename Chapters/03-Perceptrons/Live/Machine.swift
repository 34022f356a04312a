// The Mark I in the page: the terminal's `mark-i`, and pictures that the reader draws.

private struct Lesson {
  let X: Matrix  // pictures × 400
  let y: [Int]
  let testA: Matrix  // pictures × units
  let testY: [Int]
  var machine: MarkI
  var average: Average
  var shown = 0

  mutating func learn(_ X: Matrix, _ y: [Int]) -> Outcome {
    var average = average
    defer { self.average = average }
    return train(
      &machine.response, machine.association.fire(X), y, TrainingSettings(epochs: 1, seed: nil),
      retire: { average.take($0, $1) })
  }
}

nonisolated(unsafe) private var lesson: Lesson?

private func field(_ cells: UnsafePointer<Float>) -> Matrix {
  Matrix(
    rows: 1, columns: fieldSide * fieldSide, values: (0..<fieldSide * fieldSide).map { cells[$0] > 0 ? 1 : 0 }
  )
}

/// Draws the pictures and wires the units: shapes by their place in `Shape.allCases`.
@_expose(wasm, "buildMachine") @_cdecl("buildMachine")
public func buildMachine(
  _ first: Int, _ second: Int, _ pictures: Int, _ units: Int, _ exciting: Int, _ inhibiting: Int,
  _ threshold: Float, _ seed: UInt64
) {
  lesson = nil
  var generator = SeededGenerator(seed: seed)
  let (one, two) = (Shape.allCases[first], Shape.allCases[second])
  let (X, y) = Shape.examples(pictures, of: one, or: two, areNew: false, using: &generator)
  let (testX, testY) = Shape.examples(1000, of: one, or: two, areNew: true, using: &generator)
  let association = AssociationUnits(
    units: units, exciting: exciting, inhibiting: inhibiting, threshold: threshold, using: &generator)
  lesson = Lesson(
    X: X, y: y, testA: association.fire(testX), testY: testY, machine: MarkI(association: association),
    average: Average(inputs: units, outputs: 1))
}

/// Shows up to a hundred pictures: true if there are more.
@_expose(wasm, "showPictures") @_cdecl("showPictures")
public func showPictures() -> Bool {
  guard var now = lesson, now.shown < now.y.count else { return false }
  lesson = nil
  let rows = now.shown..<min(now.shown + 100, now.y.count)
  _ = now.learn(Matrix(now.X[rows: rows]), Array(now.y[rows]))
  now.shown = rows.upperBound
  lesson = now
  return now.shown < now.y.count
}

/// Gives how many pictures were shown, the share right of the 1,000 others by the last weights and by their average, what each
/// cell says for the second shape, and the last picture.
@_expose(wasm, "machine") @_cdecl("machine")
public func machineStanding() {
  guard let now = lesson else { return give([]) }
  give(
    [
      Float(now.shown), now.machine.response.accuracy(now.testA, now.testY),
      now.average.mean.accuracy(now.testA, now.testY),
    ] + now.machine.influence().values + Array(now.X[row: max(0, now.shown - 1)]))
}

/// Gives the sum of the response unit for a picture, by the last weights and by their average, and which units fire.
@_expose(wasm, "askMachine") @_cdecl("askMachine")
public func askMachine(_ cells: UnsafePointer<Float>) {
  guard let now = lesson else { return give([]) }
  let A = now.machine.association.fire(field(cells))
  give([now.machine.response.forward(A)[0, 0], now.average.mean.forward(A)[0, 0]] + A.values)
}

/// Shows the machine a picture of the reader's and what it is; true if it was wrong, and is corrected.
@_expose(wasm, "teach") @_cdecl("teach")
public func teach(_ cells: UnsafePointer<Float>, _ label: Int) -> Bool {
  guard var now = lesson else { return false }
  lesson = nil
  let outcome = now.learn(field(cells), [label])
  lesson = now
  return outcome.mistakes > 0
}

/// Gives a shape of chance size in a chance place.
@_expose(wasm, "drawShape") @_cdecl("drawShape")
public func drawShape(_ shape: Int, _ seed: UInt64) {
  var generator = SeededGenerator(seed: seed)
  give(Shape.allCases[shape].drawn(using: &generator).values)
}

/// Gives the wires of a unit: exciting less inhibiting ones from each cell.
@_expose(wasm, "wires") @_cdecl("wires")
public func wires(_ unit: Int) { give(lesson?.machine.association.wiring.column(unit) ?? []) }

/// Gives the weights of the response unit and its bias.
@_expose(wasm, "response") @_cdecl("response")
public func response() {
  give(lesson.map { $0.machine.response.weights.values + $0.machine.response.bias.values } ?? [])
}

/// The checksum of the same, as `mark-i` prints it.
@_expose(wasm, "machineChecksum") @_cdecl("machineChecksum")
public func machineChecksum() -> UInt64 { lesson.map { checksum($0.machine.response) } ?? 0 }
