import Figures
import Formats
import ReadAlong
import Matrices
import Perceptrons

let markICommand = Command(
  "mark-i",
  summary: "Lets the Mark I learn to tell two shapes or two digits apart; in a terminal you watch it.",
  options: [
    Option(
      "shapes", value: "A,B", default: "square,triangle", help: "two of square, triangle, disc and cross"),
    Option("digits", value: "A,B", help: "two digits instead of shapes"),
    Option("pictures", value: "N", default: "4000", help: "how many pictures are shown in all"),
    Option("until", value: "N", help: "stop after so many of them"),
    Option("units", value: "N", default: "512", help: "association units"),
    Option("exciting", value: "N", default: "10", help: "exciting wires of each unit"),
    Option("inhibiting", value: "N", default: "10", help: "inhibiting wires of each unit"),
    Option("threshold", value: "N", default: "2", help: "the light from which on a unit fires"),
    Option("seed", value: "N", default: "1", help: "decides the wiring and the pictures"),
    Option("log", value: "FILE", help: "write pictures shown and the share right to a CSV file"),
  ]
) { arguments in
  try arguments.expectEither(("shapes", "digits"))
  var generator = SeededGenerator(seed: try arguments.seed("seed"))
  let pictures = try arguments.int("pictures", in: 100...100_000)
  let end = try arguments.until(of: pictures)
  try expectMemory(
    ofNumbers: [4 << 20, 800 * pictures, 2000 * arguments.int("units", in: 1...10_000)],
    for: "\(grouped(pictures)) pictures")
  let (lesson, names) = try chosenLesson(arguments, pictures: pictures, using: &generator)
  let association = try AssociationUnits(
    units: arguments.int("units", in: 1...10_000), exciting: arguments.int("exciting", in: 0...400),
    inhibiting: arguments.int("inhibiting", in: 0...400),
    threshold: arguments.float("threshold", in: 0...400),
    using: &generator)
  try TrainingRun.checkFiles(arguments)
  let log = try arguments.optionalString("log").map { try LogFile($0, columns: ["pictures", "right"]) }

  var machine = MarkI(association: association)
  var average = Average(inputs: association.wiring.columns, outputs: 1)
  let testA = association.fire(lesson.testX)
  let animation = Animation()
  var shown: [Float] = []
  var curves = LearningCurves()
  while shown.count * lesson.step < end {
    let start = shown.count * lesson.step
    let rows = (start..<min(start + lesson.step, end)).map { $0 % lesson.y.count }
    train(
      &machine.response, association.fire(lesson.X.rows(rows)), rows.map { lesson.y[$0] },
      TrainingSettings(epochs: 1, seed: nil),
      retire: { average.take($0, $1) })
    shown.append(Float(start + rows.count))
    curves.last.append(machine.response.accuracy(testA, lesson.testY))
    curves.average.append(average.mean.accuracy(testA, lesson.testY))
    try log?.append(start + rows.count, curves.last[shown.count - 1])
    animation.show { width in
      frame(machine, lesson, last: rows[rows.count - 1], shown, curves, names, width: width)
    }
  }
  report(shown, curves, asked: lesson.testY.count)
  print(weightsLine(machine.response))
}

/// The pictures that the options ask for, and what the two classes are called.
private func chosenLesson(
  _ arguments: Arguments, pictures: Int, using generator: inout SeededGenerator
) throws -> (Lesson, [String]) {
  if let digits = arguments.optionalString("digits") {
    let chosen = digits.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
    guard chosen.count == 2, chosen[0] != chosen[1], chosen.allSatisfy({ (0...9).contains($0) }) else {
      throw UserError.usage(
        "option --digits: expected two different digits, such as 3,8, found \(quoted(digits, marks: true))")
    }
    let lesson = try Lesson(digits: chosen[0], chosen[1], using: &generator)
    return (lesson, chosen.map { "\($0)" })
  }
  let shapes = try arguments.string("shapes")
  let names = shapes.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  let chosen = names.compactMap(Shape.init)
  guard names.count == 2, chosen.count == 2, chosen[0] != chosen[1] else {
    let known = Shape.allCases.map(\.rawValue).joined(separator: ", ")
    throw UserError.usage(
      "option --shapes: expected two different of \(known), found \(quoted(shapes, marks: true))")
  }
  return (Lesson(shapes: chosen[0], chosen[1], pictures: pictures, using: &generator), names)
}

/// The field, what speaks for the second answer, and how the machine does, in color.
private func frame(
  _ machine: MarkI, _ lesson: Lesson, last: Int, _ shown: [Float], _ curves: LearningCurves,
  _ names: [String],
  width: Int
) -> String {
  let answer = names[machine.classify(lesson.X.rows([last]))[0]]
  var field = Figure("the field: \(answer)?")
  field.image(lesson.picture(last), colors: .gray, range: 0...1)
  var weights = Figure("for \(names[1])")
  weights.image(machine.influence(), colors: .diverging)
  let pictures = FigureGrid("", columns: 2, figures: [field, weights])
  var figure = Figure(x: "pictures shown", y: "right, of \(lesson.testY.count) others")
  figure.xRange = 0...Double(max(shown[shown.count - 1], 1000))
  figure.yRange = 0.4...1
  figure.line(shown, curves.last, name: "last weights")
  figure.line(shown, curves.average, name: "average")
  return pictures.terminal(width: width, color: true) + "\n"
    + figure.terminal(width: width, height: 9, color: true)
}

private func report(_ shown: [Float], _ curves: LearningCurves, asked: Int) {
  let rows = (1...10).map { max(shown.count * $0 / 10, 1) - 1 }
  var chosen: [Int] = []
  for row in rows where row != chosen.last { chosen.append(row) }
  Page().table(
    ["pictures shown", "right, of \(asked) others", "average"],
    chosen.map { [grouped(Int(shown[$0])), percent(curves.last[$0]), percent(curves.average[$0])] })
}
