import Figures
import Formats
import Matrices
import ReadAlong
import RecurrentNetwork

let characters = Section("7.9") { page in
  let corpus = try Corpus.bible()
  let count = corpus.vocabulary.count
  var generator = SeededGenerator(seed: 1)
  var training = Training(
    SequenceModel(.lstm, symbols: count, hidden: 128, outputs: count, using: &generator))
  let settings = TrainingSettings(steps: 800, learningRate: 0.015, lastRate: 0.05)
  try page.output("the-text") { out in
    out.table(
      ["to learn from", "held out", "different characters", "parameters"],
      [[corpus.training.count, corpus.heldOut.count, count, training.model.parameterCount].map(grouped)])
  }
  let test = Array(corpus.heldOut.prefix(50_000))
  func sample(_ model: SequenceModel, _ length: Int, temperature: Float) -> String {
    var writer = Writer(model)
    if let symbol = corpus.vocabulary.symbol(UInt8(ascii: "\n")) { writer.read(symbol) }
    var generator = SeededGenerator(seed: 5)
    let symbols = (0..<length).map { _ in writer.write(temperature: temperature, using: &generator) }
    return String(decoding: symbols.map { corpus.vocabulary.bytes[$0] }, as: UTF8.self)
  }
  var (losses, heldOut): ([Float], [(step: Int, bits: Float)]) = ([], [])
  try page.output("learning-to-write") { out in
    let flat = SequenceModel(.lstm, symbols: count, hidden: 1, outputs: count)
    var rows = [["0, all alike", fixed(bits(Lanes.natsPerCharacter(flat, on: test)), 3), "–"]]
    let progress = page.progress(step: "step", total: settings.steps, unit: "characters")
    defer { progress.finish() }
    try Lanes.train(&training, on: Windows(of: corpus.training), settings, threads: cores) { step in
      losses.append(bits(step.loss))
      progress.update(completed: step.number, loss: step.loss, units: step.number * settings.batch * 64)
      guard [10, 30, 100, 200, 300, 500, settings.steps].contains(step.number) else { return true }
      let model = step.training.model
      heldOut.append((step.number, bits(Lanes.natsPerCharacter(model, on: test, threads: cores))))
      if [30, 100, 300, settings.steps].contains(step.number) {
        let text = sample(model, 44, temperature: 0.7).split(separator: "\n").joined(separator: " ")
        rows.append([String(step.number), fixed(heldOut[heldOut.count - 1].bits, 3), text])
      }
      return true
    }
    out.table(["steps", "bits, held out", "what it writes"], rows)
  }
  var figure = Figure("Learning to guess the next character", x: "step", y: "bits a character")
  figure.line((1...losses.count).map(Float.init), losses, name: "training")
  figure.line(heldOut.map { Float($0.step) }, heldOut.map(\.bits), name: "held out")
  try page.figure("characters", figure)
  try page.output("kinds-of-text") { out in
    let cut = corpus.training.count
    let read = [0, 1_000_000, 2_000_000, 3_000_000, cut - 50_000].map { start in
      ("from \(grouped(start)) on, drawn from in training", Array(corpus.training[start..<start + 50_000]))
    }
    let parts = read + [("from \(grouped(cut)) on, held out", test)]
    out.table(
      ["50,000 characters", "bits a character"],
      parts.map { name, text in
        [name, fixed(bits(Lanes.natsPerCharacter(training.model, on: text, threads: cores)), 3)]
      })
  }
  try page.output("temperatures") { out in
    for temperature: Float in [0.3, 0.7, 1.2] {
      out.line("temperature \(temperature)")
      for line in sample(training.model, 160, temperature: temperature).split(separator: "\n") {
        out.line(String(line))
      }
      out.line()
    }
  }
}
