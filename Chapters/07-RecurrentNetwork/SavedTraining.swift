import Figures
import Formats
import ReadAlong
import Matrices
import RecurrentNetwork

/// A training as `train --save` writes it, in the form of safetensors: the matrices of the model and of what the update
/// rule remembers, and beside them what they are. Under a name that ends in .safetensors the weights alone, as PyTorch
/// has them, and which bytes are their symbols.
struct SavedTraining {
  var training: Training<SequenceModel>
  let vocabulary: Vocabulary
  /// Those of the steps since the last row of the log.
  var losses = Losses()
  /// By which the model was trained.
  var recipe = ""

  init(_ training: Training<SequenceModel>, _ vocabulary: Vocabulary) {
    self.training = training
    self.vocabulary = vocabulary
  }

  func save(to path: String) throws {
    let model = training.model
    if isWeightsFile(path) {
      var file = Safetensors(parameters: model.namedParameters)
      file.metadata["vocabulary"] = vocabulary.text
      return try file.write(to: path) { _ = try SavedTraining(weights: $0) }
    }
    var file = Safetensors(metadata: [
      "cell": model.cell.rawValue, "hidden": "\(model.hidden)", "layers": "\(model.layers.count)",
      "rule": training.updater.rule.name, "steps": "\(training.steps)", "recipe": recipe,
      "biases": hasTwoBiases(model) ? "2" : "1",
      "vocabulary": vocabulary.text,
    ])
    if losses.count > 0 {
      (file.metadata["losses"], file.metadata["losses_of"]) = ("\(losses.sum)", "\(losses.count)")
    }
    file.add("model", model.matrices)
    file.add("velocities", training.updater.velocities)
    file.add("squares", training.updater.squares)
    try file.write(to: path) { _ = try SavedTraining(file: $0) }
  }

  /// Throws a `UserError` for a file that is not such a training.
  init(file path: String) throws {
    let file = try Safetensors(file: path)
    let cell = try file.entry("cell") { name in
      Cell(rawValue: name).flatMap { $0 == .gruResetBefore ? nil : $0 }
    }
    let hidden = try file.count("hidden", in: 1...65536)
    let layers = try file.count("layers", in: 1...64)
    // What the file claims is held against what it has before there is memory for it.
    let numbers = file.tensors.values.reduce(0) { $0 + $1.values.count }
    guard layers * hidden * hidden <= numbers else {
      throw UserError(
        "\(quoted(path)): found \(numbers) numbers, expected more for \(layers) layers of \(hidden)")
    }
    vocabulary = try file.vocabulary()
    recipe = try file.entry("recipe") { $0 }
    training = Training(
      SequenceModel(
        cell, symbols: vocabulary.count, hidden: hidden, layers: layers, outputs: vocabulary.count,
        hasStateBias: try file.count("biases", in: 1...2) == 2),
      try file.entry("rule", UpdateRule.init(name:)))
    if file.metadata["losses"] != nil {
      losses = try Losses(sum: file.entry("losses", finiteNumber), count: file.count("losses_of"))
    }
    training.updater.steps = try file.count("steps", in: 0...Int(Int32.max))
    var read = try file.matrices("model", like: training.model.matrices)[...]
    training.model.combine(with: training.model) { matrix, _ in matrix = read.removeFirst() }
    training.updater.velocities = try file.matrices("velocities", like: training.updater.velocities)
    training.updater.squares = try file.matrices("squares", like: training.updater.squares)
  }

  /// Throws unless this is a training of the given one's model and rule, on the same characters.
  func expect(_ fresh: Training<SequenceModel>, _ vocabulary: Vocabulary, file: String) throws {
    func shape(_ model: SequenceModel) -> String {
      "\(model.layers.count) × \(model.cell.rawValue) \(model.hidden), \(model.symbols) characters"
    }
    if shape(training.model) != shape(fresh.model) {
      throw UserError(
        "\(quoted(file)): found weights of another shape, \(shape(training.model)); expected \(shape(fresh.model))"
      )
    }
    let (rule, expected) = (training.updater.rule.name, fresh.updater.rule.name)
    if rule != expected {
      throw UserError("\(quoted(file)): found a training by the rule \(rule), expected \(expected)")
    }
    if vocabulary != self.vocabulary {
      throw UserError("\(quoted(file)): found weights for other characters than those of the text")
    }
  }
}

extension UpdateRule {
  private static let named: [(name: String, rule: UpdateRule)] = [
    ("gradient-descent", .gradientDescent), ("momentum", .momentum(0.9)), ("adam", .adam),
  ]

  init?(name: String) {
    guard let found = Self.named.first(where: { $0.name == name }) else { return nil }
    self = found.rule
  }

  /// The name by which --rule has it.
  fileprivate var name: String { Self.named.first { $0.rule == self }?.name ?? "\(self)" }
}

/// The losses of some steps, of which the log has the mean.
struct Losses {
  var sum: Float = 0
  var count = 0

  var mean: Float { sum / Float(count) }

  mutating func add(_ loss: Float) { (sum, count) = (sum + loss, count + 1) }
}

/// Whether a layer has the second bias that PyTorch gives to all.
private func hasTwoBiases(_ model: SequenceModel) -> Bool {
  model.cell != .gru && model.layers[0].stateBias.columns > 0
}
