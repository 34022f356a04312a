import Figures
import Formats
import ReadAlong
import Matrices
import Perceptrons

let markI = Section(
  "3.10", "The Mark I sees shapes", deck: "Foundations of Shallow Networks: Rosenblatt Perceptron"
) { page in
  page.text(
    """
    The first perceptron was a machine. Its eye was a field of 20 × 20 photocells. Behind it stood 512 association \
    units, each wired to some photocells at random: some wires excite the unit, some inhibit it, and it fires if \
    the light that reaches it comes up to a threshold. The response unit saw the association units through \
    weights, potentiometers that motors turned by the rule of section 3.5. Here each unit has ten wires of \
    either kind and fires from 2 on.
    """)
  page.formula(
    """
    association unit   a = 1 if Σ exciting − Σ inhibiting ≥ θ, else 0      never changes
    response unit      1 if Σ a·w + b > 0, else 0                          learns
    """)
  var generator = SeededGenerator(seed: 1)
  let pictures = (0..<8).map { i in [Shape.square, .triangle][i % 2].drawn(using: &generator) }
  try page.show(FigureGrid("What the field sees", columns: 8, images: pictures, colors: .gray), as: "shapes")

  let lesson = Lesson(shapes: .square, .triangle, pictures: 4000, using: &generator)
  page.text(
    """
    It is to tell squares from triangles, of any size from 7 to 15 cells and in any place. Each picture is shown \
    once. Now and then it is asked about 1,000 others that it never learns from, and so is the average of all the \
    weights that it had (section 3.8):
    """)
  let machine = MarkI(association: AssociationUnits(using: &generator))
  let small = MarkI(association: AssociationUnits(units: 64, using: &generator))
  let students: [(name: String, curves: LearningCurves)] = [
    ("512 units", try lesson.learn(association: machine.association)),
    ("64 units", try lesson.learn(association: small.association)),
    ("photocells alone", try lesson.learn(association: nil)),
  ]
  let marks = [100, 500, 1000, 2000, 4000]
  page.table(
    ["after pictures"] + marks.map { grouped($0) },
    students.flatMap { name, curves in
      [(name, curves.last), (name + ", average", curves.average)].map { name, curve in
        [name] + marks.map { percent(curve[$0 / lesson.step - 1]) }
      }
    })
  var figure = Figure(
    "Learning to tell squares from triangles", x: "pictures shown", y: "right, of 1,000 others")
  figure.line(lesson.presentations, students[0].curves.last, name: "512 units")
  for (name, curves) in students {
    figure.line(lesson.presentations, curves.average, name: name + ", average")
  }
  try page.show(figure, as: "mark-i-shapes")
  page.text(
    """
    Straight from the photocells the response unit learns much less, since no single cell says much about the \
    shape: squares and triangles light it alike, according to where they stand. A unit that fires for some pattern \
    of twenty cells says more, and 512 of them say enough. That is a hidden layer, if one that does not learn.
    """)
  try page.show(
    FigureGrid(
      "What four association units see", columns: 4,
      images: (0..<4).map { Matrix(rows: 20, columns: 20, values: machine.association.wiring.column($0)) },
      colors: .diverging, range: -2...2), as: "association-units")
  page.text(
    """
    Ten wires excite (orange), ten inhibit (blue). To watch a machine learn, with the picture that it is shown and \
    its weights, run `swift run perceptron mark-i` in a terminal, or `mark-i --shapes disc,cross`.
    """)
}
