import Figures
import Formats
import ReadAlong
import Word2Vec

let toyCommand = Command(
  "toy",
  summary: "Learns a short text by section 8.2's full softmax: each step sees all predictions.",
  options: [
    Option("corpus", value: "FILE", help: "a text, a sentence a line; Data's twelve sentences unless given"),
    Option("mode", value: "skipgram|cbow", default: "skipgram", help: "which way to predict"),
    Option("hidden", value: "N", default: "6", help: "numbers a word"),
    Option("window", value: "N", default: "2", help: "how far a context word may be"),
    Option("min-count", value: "N", default: "1", help: "rarer words are left out"),
    Option("learning-rate", value: "X", default: "2", help: "the length of a step"),
    Option("steps", value: "N", default: "1000", help: "steps of gradient descent"),
    Option("seed", value: "N", default: "1", help: "decides the first vectors"),
  ]
) { arguments in
  let minimumCount = try arguments.int("min-count", in: 1...1_000_000_000)
  let text = try ToyText(file: arguments.optionalString("corpus"), minimumCount: minimumCount)
  let dimensions = try arguments.int("hidden", in: 1...4096)
  let rate = try arguments.float("learning-rate", in: .leastNonzeroMagnitude ... .greatestFiniteMagnitude)
  let window = try arguments.int("window", in: 1...1000)
  let pairs = text.pairs(window: window)
  try expectMemory(ofNumbers: [6 * pairs], for: "\(grouped(pairs)) pairs of words")
  let all = text.predictions(try arguments.architecture(), window: window)
  guard !all.isEmpty else {
    throw UserError("found no word that has another beside it, expected some to predict")
  }
  var model = EmbeddingModel(text.vocabulary, dimensions: dimensions, seed: try arguments.seed("seed"))
  for step in 0..<(try arguments.int("steps", in: 0...1_000_000)) {
    update(&model, backward(model, all), learningRate: rate)
    guard (model.input.values + model.output.values).allSatisfy(\.isFinite) else {
      throw UserError(
        "training diverges in step \(step + 1), at learning rate \(rate); a smaller one may work")
    }
  }
  let J = try finite(loss(model, all))
  let page = Page()
  page.line("words        \(text.vocabulary.count)")
  page.line("predictions  \(grouped(all.count))")
  page.line("J            \(fixed(J, 4))")
  page.line(weightsLine(model))
}

/// "weights 0123456789abcdef"
func weightsLine(_ model: EmbeddingModel) -> String {
  var sum = Checksum()
  sum.add(model.input.values)
  sum.add(model.output.values)
  return "weights \(sum.text)"
}
