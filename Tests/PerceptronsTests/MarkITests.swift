import Figures
import Formats
import ReadAlong
import Matrices
@testable import Perceptrons
import Support
import Testing
@testable import enum perceptron.Shape
@testable import func perceptron.projected

@Suite struct MarkITests {
  @Test func `Every unit has its exciting and inhibiting wires, placed by chance`() {
    var generator = SeededGenerator(seed: 1)
    let units = AssociationUnits(exciting: 7, inhibiting: 4, using: &generator)
    #expect(units.wiring.rows == 400 && units.wiring.columns == 512)
    #expect(units.wiring.columnSums().values.allSatisfy { $0 == 3 })
    let wires = units.wiring.map { abs($0) }.columnSums().values
    #expect(wires.allSatisfy { $0 <= 11 })
    #expect(wires.count { $0 == 11 } > 300)
    // Each cell has some 512 · 11 / 400 = 14 wires
    #expect(units.wiring.map { abs($0) }.rowSums().values.allSatisfy { (1...40).contains($0) })
    var again = SeededGenerator(seed: 1)
    #expect(AssociationUnits(exciting: 7, inhibiting: 4, using: &again) == units)
    #expect(units.threshold == 2)
  }

  @Test func `A unit fires when the light that it gets reaches its threshold`() {
    var generator = SeededGenerator(seed: 2)
    let units = AssociationUnits(
      cells: 400, units: 3, exciting: 5, inhibiting: 2, threshold: 3, using: &generator)
    #expect(units.fire(Matrix(repeating: 1, rows: 1, columns: 400)) == [[1, 1, 1]])
    #expect(units.fire(Matrix(repeating: 0.9, rows: 1, columns: 400)) == [[0, 0, 0]])
    #expect(units.fire(Matrix(rows: 2, columns: 400)) == Matrix(rows: 2, columns: 3))
  }

  @Test func `Shapes are drawn where they are asked for`() {
    #expect(
      rows(Shape.square.drawn(size: 3, row: 1, column: 2))[..<5] == [
        "....................", "..###...............", "..###...............", "..###...............",
        "....................",
      ])
    #expect(
      rows(Shape.triangle.drawn(size: 6, row: 0, column: 0))[..<7].map { $0.prefix(7) } == [
        ".......", "..##...", "..##...", ".####..", ".####..", "######.", ".......",
      ])
    #expect(
      rows(Shape.cross.drawn(size: 6, row: 0, column: 14)).map { $0.suffix(6) }.prefix(7) == [
        "..##..", "..##..", "######", "######", "..##..", "..##..", "......",
      ])
    #expect(
      rows(Shape.disc.drawn(size: 4, row: 16, column: 0)).suffix(4).map { $0.prefix(4) } == [
        ".##.", "####", "####", ".##.",
      ])
  }

  @Test func `Random shapes fill the sizes and places they may`() {
    var generator = SeededGenerator(seed: 4)
    let fields = (0..<400).map { _ in Shape.square.drawn(sizes: 7...15, using: &generator) }
    #expect(Set(fields.map { $0.sum().squareRoot() }) == Set((7...15).map(Float.init)))
    let light = fields.reduce(Matrix(rows: 20, columns: 20), +)
    #expect(light.values.allSatisfy { $0 > 0 })
  }

  @Test func `New pictures are none of those that may be shown, and both together are all`() {
    var generator = SeededGenerator(seed: 6)
    for shape in [Shape.square, .triangle] {
      // A picture is told by its light and its first lit cell
      func pictures(_ count: Int, isNew: Bool?) -> Set<[Int]> {
        Set(
          (0..<count).map { _ in
            let field = shape.drawn(isNew: isNew, using: &generator)
            return [Int(field.sum()), field.values.firstIndex(of: 1) ?? 0]
          })
      }
      let (shown, new) = (pictures(30_000, isNew: false), pictures(6000, isNew: true))
      #expect(shown.count == 772)
      #expect(new.count == 188)
      let both = shown.union(new)
      #expect(both.count == 960)
      let strangers = pictures(3000, isNew: nil).subtracting(both)
      #expect(strangers.isEmpty)
    }
  }

  @Test func `Examples hold both shapes about as often`() {
    var generator = SeededGenerator(seed: 5)
    let (X, y) = Shape.examples(200, of: .square, or: .cross, areNew: false, using: &generator)
    #expect(X.rows == 200 && X.columns == 400)
    #expect((70...130).contains(y.reduce(0, +)))
    for i in 0..<200 {
      let field = Matrix(rows: 20, columns: 20, values: Array(X[row: i]))
      let box = field.rowSums().values.count { $0 > 0 } * field.columnSums().values.count { $0 > 0 }
      #expect((Int(field.sum()) == box) == (y[i] == 0))
    }
  }

  @Test func `Squares and triangles are told apart far better by the machine than by the photocells`() throws
  {
    var generator = SeededGenerator(seed: 1)
    let machine = MarkI(association: AssociationUnits(using: &generator))
    let (X, y) = Shape.examples(1000, of: .square, or: .triangle, areNew: false, using: &generator)
    let (newX, newY) = Shape.examples(500, of: .square, or: .triangle, areNew: true, using: &generator)
    var trained = machine
    train(&trained.response, machine.association.fire(X), y, TrainingSettings(epochs: 10))
    let right = zip(trained.classify(newX), newY).count { $0 == $1 }
    var photocells = Layer(inputs: 400, outputs: 1)
    train(&photocells, X, y, TrainingSettings(epochs: 10))
    #expect(right > 420)
    #expect(Float(right) / 500 > photocells.accuracy(newX, newY) + 0.05)
    #expect(zip(machine.classify(newX), newY).count { $0 == $1 } < 300)
  }

  @Test func `Unless told otherwise 512 units have ten wires that add and ten that take away`() {
    var generator = SeededGenerator(seed: 8)
    let wiring = AssociationUnits(using: &generator).wiring
    #expect((wiring.rows, wiring.columns) == (400, 512))
    #expect(wiring.columnSums().values.allSatisfy { $0 == 0 })
    // Two of one unit's wires seldom share a cell, so nearly all units have twenty cells
    let cells = (0..<512).map { u in (0..<400).reduce(0) { $0 + abs(wiring[$1, u]) } }
    #expect(cells.max() == 20)
  }

  @Test(arguments: [(0, 0), (1 << 20, 0), (0, 1 << 20)])
  func `A unit may have no wires, or as many as a million`(exciting: Int, inhibiting: Int) {
    var generator = SeededGenerator(seed: 8)
    let one = AssociationUnits(
      cells: 1, units: 1, exciting: exciting, inhibiting: inhibiting, using: &generator)
    #expect(one.wiring.values == [Float(exciting - inhibiting)])
  }

  @Test func `The influence of a cell is the sum over its wires`() {
    var generator = SeededGenerator(seed: 6)
    var machine = MarkI(association: AssociationUnits(units: 2, using: &generator))
    machine.response.weights = [[3], [-1]]
    let V = machine.association.wiring
    #expect(machine.influence()[2, 5] == 3 * V[45, 0] - V[45, 1])
    #expect(machine.influence().values.contains { $0 != 0 })
  }

  @Test func `A picture of the field's size stays, a constant one keeps its light`() {
    var generator = SeededGenerator(seed: 7)
    let picture = Shape.cross.drawn(using: &generator)
    #expect(projected(picture) == picture)
    #expect(
      projected(Matrix(repeating: 0.5, rows: 28, columns: 28)) == Matrix(repeating: 1, rows: 20, columns: 20))
    #expect(projected(Matrix(repeating: 0.3, rows: 28, columns: 28)).sum() == 0)
    // Light at the threshold is not above it
    #expect(projected(Matrix(repeating: 0.4, rows: 20, columns: 20)).sum() == 0)
    // A pixel of 28 × 28 covers at most (20/28)² = 0.51 of a cell
    var dot = Matrix(rows: 28, columns: 28)
    dot[0, 0] = 1
    #expect(projected(dot, threshold: 0.5).sum() == 1)
    #expect(projected(dot, threshold: 0.52).sum() == 0)
  }
}

/// A field in dots and number signs.
func rows(_ field: Matrix) -> [String] {
  (0..<field.rows).map { row in String(field[row: row].map { $0 > 0 ? "#" : "." }) }
}
