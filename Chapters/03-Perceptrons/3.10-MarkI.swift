import Figures
import Formats
import Matrices
import Perceptrons
import ReadAlong

let markI = Section("3.10") { page in
  try page.figure("mark-i", machineDiagram())
  var generator = SeededGenerator(seed: 1)
  let pictures = (0..<8).map { i in [Shape.square, .triangle][i % 2].drawn(using: &generator) }
  try page.figure("shapes", FigureGrid("", columns: 8, images: pictures, colors: .gray))

  let lesson = Lesson(shapes: .square, .triangle, pictures: 4000, using: &generator)
  let association = AssociationUnits(using: &generator)
  let few = AssociationUnits(units: 64, using: &generator)
  let wires = FigureGrid(
    "", columns: 4,
    images: (0..<4).map { u in
      Matrix(rows: fieldSide, columns: fieldSide, values: association.wiring.column(u))
    },
    captions: (1...4).map { "unit \($0)" }, colors: .diverging, range: -2...2, key: "wires")
  try page.figure("association-units", wires)

  let students: [(name: String, curves: LearningCurves)] = [
    ("512 units", lesson.learn { association.fire($0) }), ("64 units", lesson.learn { few.fire($0) }),
    ("photocells alone", lesson.learn { $0 }),
  ]
  let marks = [100, 500, 1000, 2000, 4000]
  try page.output("mark-i-course") { out in
    out.table(
      ["after pictures"] + marks.map { grouped($0) },
      students.flatMap { name, curves in
        [(name, curves.last), (name + ", average", curves.average)].map { name, curve in
          [name] + marks.map { percent(curve[$0 / lesson.step - 1]) }
        }
      })
  }
  var figure = Figure("", x: "pictures shown", y: "right, of 1,000 new ones")
  figure.line(lesson.presentations, students[0].curves.last, name: "512 units, last weights")
  for (name, curves) in students {
    figure.line(lesson.presentations, curves.average, name: name + ", average")
  }
  try page.figure("mark-i-shapes", figure)
  try page.output("mark-i-four") { out in
    let columns = (1...4).map { finalShares(seed: UInt64($0)) }
    out.table(
      ["average, 4,000 pictures"] + (1...4).map { "machine \($0)" },
      ["512 units", "512, no threshold", "64 units", "photocells alone"].enumerated().map {
        i, name in [name] + columns.map { percent($0[i]) }
      })
  }
  try page.output("mark-i-longer") { out in
    let columns = (1...4).map { lateShares(seed: UInt64($0), pictures: 40_000) }
    out.table(
      ["average, 40,000 pictures"] + (1...4).map { "machine \($0)" },
      [
        "512 units: new ones", "those shown", "512, no threshold: new ones", "those shown",
        "photocells alone: new ones", "those shown",
      ].enumerated()
        .map {
          i, name in [name] + columns.map { percent($0[i]) }
        })
  }
}

/// What 512 units, the same without a threshold, and the photocells alone come to, with new pictures and with those shown.
private func lateShares(seed: UInt64, pictures: Int) -> [Float] {
  var generator = SeededGenerator(seed: seed)
  let association = AssociationUnits(using: &generator)
  let lesson = Lesson(shapes: .square, .triangle, pictures: pictures, using: &generator)
  let shares = [
    lesson.learned { association.fire($0) }, lesson.learned { $0.times(association.wiring) },
    lesson.learned { $0 },
  ]
  return shares.flatMap { [$0.others, $0.shown] }
}

/// What a machine with wiring and pictures of its own comes to.
private func finalShares(seed: UInt64) -> [Float] {
  var generator = SeededGenerator(seed: seed)
  let lesson = Lesson(shapes: .square, .triangle, pictures: 4000, using: &generator)
  let many = AssociationUnits(using: &generator)
  let few = AssociationUnits(units: 64, using: &generator)
  return [
    lesson.learned { many.fire($0) }, lesson.learned { $0.times(many.wiring) },
    lesson.learned { few.fire($0) }, lesson.learned { $0 },
  ].map(\.others)
}

/// Photocells, association units with their random wires, and the response unit.
private func machineDiagram() -> Diagram {
  var d = Diagram()
  let cells = d.stack(1, "20 × 20\nphotocells", at: (6, 7), width: 12, lines: 8)
  let names = ["₁", "₂", "₅₁₂"]
  let units = (0..<3).map { d.box("a" + names[$0], at: (28, Double(2 + 5 * $0)), width: 7, color: 0) }
  d.text("⋮", at: (28, 9.5))
  let response = d.circle("Σ", at: (46, 7), lines: 3, color: 1)
  for (u, unit) in units.enumerated() {
    d.arrow(cells.right.moved(x: 0, y: Double(u - 1)), unit, dashed: true)
    d.arrow(unit, response, "w" + names[u])
  }
  d.arrow(response, .point(58, 7), "0 or 1")
  d.text("fixed wires", at: (18, 14))
  d.text("weights that learn", at: (41, 14))
  return d
}
