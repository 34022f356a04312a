import Figures
import Formats
import ReadAlong
import Matrices
import RecurrentNetwork

let dates = Section(
  "7.8", "From sequence to sequence",
  deck:
    "Deep Learning Basics: Sequence to Sequence Models; Deep Learning From Scratch: Recurrent Neural Network"
) { page in
  page.text(
    """
    An encoder reads a sequence and puts nothing out: its last state is the encoding. A decoder begins in that state \
    and writes, and each character that it wrote it reads in the next step. In training it reads the target instead \
    of what it wrote (teacher forcing), so that one early mistake does not spoil all that follows. The task: \
    dates as people write them, to be written as ISO 8601 has it.
    """)
  let (days, heldOut) = Dates.split(seed: 1)
  var generator = SeededGenerator(seed: 1)
  let pairs = (0..<40_000).map { _ in
    Dates.pair(days[generator.index(below: days.count)], way: generator.index(below: Dates.ways))
  }
  var training = Training(
    EncoderDecoder(
      .lstm, sourceSymbols: Dates.sourceVocabulary.count, targetSymbols: Dates.targetVocabulary.count,
      hidden: 64, using: &generator))
  let settings = TrainingSettings(
    steps: 2000, batch: 32, learningRate: 0.01, lastRate: 0.02, clip: 1)
  let test = heldOut.prefix(300).flatMap { day in (0..<Dates.ways).map { Dates.pair(day, way: $0) } }
  var (rows, curve): ([[String]], [Float]) = ([], [])
  try Lanes.train(&training, on: pairs, settings, threads: cores) { step in
    curve.append(step.loss)
    return true
  }
  let model = training.model
  page.line("training: \(grouped(settings.steps)) steps of \(settings.batch) pairs")
  let written = Lanes.write(model, test.map(\.source), length: Dates.length)
  let right = zip(written, test).map { $0 == $1.target }
  for way in 0..<Dates.ways {
    let text = Dates.written(heldOut[0], way: way)
    let of = right.indices.filter { $0 % Dates.ways == way }
    rows.append([
      text, Dates.text(written[way]), "\(of.count { right[$0] }) of \(of.count)",
    ])
  }
  page.table(["held-out day", "the network writes", "right in this form"], rows)
  let share = Float(right.count { $0 }) / Float(right.count)
  page.text(
    """
    None of these days was seen in training in any form. Exact, all ten characters right: \(fixed(100 * share, 2)) \
    percent of \(grouped(right.count)) held-out dates.
    """)
  let wrong = right.indices.filter { !right[$0] }
  if !wrong.isEmpty {
    page.table(
      ["its mistakes", "written"],
      wrong.prefix(5).map { index in
        let day = heldOut[index / Dates.ways]
        return [Dates.written(day, way: index % Dates.ways), Dates.text(written[index])]
      })
  }
  showStrangers(page, model)
  var figure = Figure("Dates: loss of a character", x: "step", y: "nats")
  figure.yScale = .logarithmic
  figure.line((1...curve.count).map(Float.init), curve)
  try page.show(figure, as: "dates")
}

/// What the network makes of dates that its training did not prepare it for.
private func showStrangers(_ page: Page, _ model: EncoderDecoder) {
  page.text("And what it makes of ways of writing that it has not seen, and of a day that does not exist:")
  let strange = ["12. 3. 1998", "31.2.2001", "May 5, 1850", "5 may 1998", "September 1998"]
  let written = Lanes.write(model, strange.map(Dates.source), length: Dates.length)
  page.table(["read", "written"], zip(strange, written).map { [$0, Dates.text($1)] })
  page.text(
    """
    It always answers, and in the right form; whether the answer means anything it cannot tell.
    """)
}
