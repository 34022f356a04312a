import Figures
import Formats
import Matrices
import ReadAlong
import RecurrentNetwork

let cellOption = Option(
  "cell", value: "NAME", help: "rnn, lstm, gru or gru-reset-before; lstm unless given")

let countCommand = Command(
  "count",
  summary: "Trains section 7.3's counter of ones on half of the sequences of eight bits.",
  options: [
    cellOption,
    Option("hidden", value: "N", default: "8", help: "the size of the state"),
    Option("steps", value: "N", default: "1500", help: "training steps"),
    Option("seed", value: "N", default: "1", help: "decides first weights and sequences"),
    Option("bits", value: "0110…", help: "also tell what it counts in these"),
    Option(
      "save", value: "FILE", help: "write the weights, in PyTorch's form; its name ends in .safetensors"),
  ]
) { arguments in
  let cell = try arguments.anyCell()
  let seed = try arguments.seed("seed")
  let file = arguments.optionalString("save")
  if let file {
    guard isWeightsFile(file), cell != .gruResetBefore else {
      throw UserError.usage("option --save: expected a name in .safetensors, and a cell that PyTorch has")
    }
    try expectWritable(file)
  }
  let bits = try arguments.optionalString("bits").map { text in
    guard !text.isEmpty, text.count <= 1000, text.allSatisfy({ $0 == "0" || $0 == "1" }) else {
      throw UserError.usage("option --bits: expected zeros and ones, found \(quoted(text, marks: true))")
    }
    return text.map { $0 == "1" ? 1 : 0 }
  }
  var generator = SeededGenerator(seed: seed)
  let hidden = try arguments.int("hidden", in: 1...1024)
  var counter = Training(
    SequenceModel(cell, symbols: 2, hidden: hidden, outputs: 1, using: &generator))
  let settings = TrainingSettings(
    steps: try arguments.int("steps", in: 0...1_000_000), batch: 16, learningRate: 0.02, lastRate: 0,
    clip: 1, seed: seed)
  _ = try train(&counter, counting: Bits.training, settings)
  let model = counter.model
  if let file { try Safetensors(parameters: model.namedParameters).write(to: file) }
  let page = Page()
  for (name, sequences) in [
    ("trained on            ", Bits.training), ("held out              ", Bits.heldOut),
    ("16 bits, to 8 ones    ", Bits.random(length: 16, ones: 0...8)),
    ("32 bits, to 8 ones    ", Bits.random(length: 32, ones: 0...8)),
    ("16 bits, 9 to 16 ones ", Bits.random(length: 16, ones: 9...16)),
  ] {
    page.line("\(name) \(fixed(100 * model.accuracy(on: sequences), 1)) % right")
  }
  if let bits { page.line("counted                \(fixed(model.count(bits), 2)) of \(bits.reduce(0, +))") }
  page.line("weights \(checksum(of: model))")
}

/// No shorter slope is told: the squares of its numbers have no room in a Float.
let leastLength: Float = 1e-21

let slopesCommand = Command(
  "slopes",
  summary: "Tells how long the slope of a loss is so many steps before it, in section 7.4's layers.",
  options: [
    cellOption,
    Option("forget-bias", value: "X", default: "1", help: "of an lstm"),
    Option("scale", value: "X", default: "1", help: "the state weights are multiplied by this"),
    Option("hidden", value: "N", default: "64", help: "the size of the state"),
    Option("seed", value: "N", default: "1", help: "decides weights and noise"),
  ]
) { arguments in
  let seed = try arguments.seed("seed")
  let numbers = -Float.greatestFiniteMagnitude ... .greatestFiniteMagnitude
  let cell = try arguments.anyCell()
  if cell != .lstm { try arguments.refuse("forget-bias", because: "it is for an lstm") }
  let layer = newLayer(
    cell, forgetBias: try arguments.float("forget-bias", in: numbers),
    scale: try arguments.float("scale", in: numbers), hidden: try arguments.int("hidden", in: 1...1024),
    seed: seed)
  let lengths = try finite(Matrix([slopes(layer, seed: seed)])).values
  let page = Page()
  page.table(
    ["steps back", "length of the slope"],
    [0, 1, 5, 10, 20, 50, 100].map { back in
      ["\(back)", lengths[back] < leastLength ? "< 1e-21" : significant(lengths[back])]
    })
  var sum = Checksum()
  sum.add(lengths)
  page.line("slopes \(sum.text)")
}

extension Arguments {
  /// The cell named by --cell, one that PyTorch does not have included, or an LSTM.
  func anyCell() throws -> Cell {
    try optionalString("cell") == Cell.gruResetBefore.rawValue ? .gruResetBefore : cell()
  }
}
