import Figures
import Formats
import ReadAlong
import Matrices
import MultilayerPerceptron

/// A network as `train --save` writes it: one file in the form of safetensors, with the weights under PyTorch's names,
/// what the update rule remembers, and beside them the activations, the rule and how far the training is.
///
/// Under a name that ends in .safetensors it has the weights and the activations alone, which PyTorch reads too.
struct SavedNetwork {
  var network: Network
  var updater: Updater
  var epochs = 0
  /// By which the network was trained.
  var recipe = ""
  /// On the digits held out, the least of all epochs so far: that of this network, if training stops by it.
  var validationLoss: Float?

  init(_ network: Network, _ updater: Updater) {
    self.network = network
    self.updater = updater
  }

  func save(to path: String) throws {
    var file = Safetensors(parameters: network.namedParameters)
    file.metadata["activations"] = network.activations.map(\.name).joined(separator: ",")
    if !isWeightsFile(path) {
      file.add("velocities", updater.velocities)
      file.add("squares", updater.squares)
      file.metadata["rule"] = updater.rule.name
      file.metadata["steps"] = "\(updater.steps)"
      file.metadata["epochs"] = "\(epochs)"
      file.metadata["recipe"] = recipe
      file.metadata["validation_loss"] = validationLoss.map { "\($0)" }
    }
    try file.write(to: path) {
      if isWeightsFile(path) { _ = try Network(weights: $0) } else { _ = try SavedNetwork(file: $0) }
    }
  }

  /// Throws a `UserError` for a file that does not have all that a training needs to go on.
  init(file path: String) throws {
    let file = try Safetensors(file: path)
    let network = try Network(file)
    self.network = network
    let rule = try file.entry("rule") { try UpdateRule(named: $0, in: path) }
    updater = Updater(rule, for: network)
    updater.velocities = try file.matrices("velocities", like: updater.velocities)
    updater.squares = try file.matrices("squares", like: updater.squares)
    updater.steps = try file.count("steps")
    try file.expectOnly(
      network.namedParameters.map(\.name) + updater.velocities.indices.map { "velocities.\($0)" }
        + updater.squares.indices.map { "squares.\($0)" })
    epochs = try file.count("epochs")
    recipe = try file.entry("recipe") { $0 }
    if file.metadata["validation_loss"] != nil {
      validationLoss = try file.entry("validation_loss", finiteNumber)
    }
  }
}

// MARK: - A file of weights

extension Network {
  /// The network of a file that tells its activations, or whose hidden ones and last one options tell.
  init(weights path: String, activation option: Activation? = nil, output: Activation? = nil) throws {
    let file = try Safetensors(file: path)
    try self.init(file, activation: option, output: output)
    if file.metadata["rule"] == nil { try file.expectOnly(namedParameters.map(\.name)) }
  }

  /// `layers.N.weight` and `layers.N.bias`, N from 0; the sizes are those of the tensors.
  fileprivate init(_ file: Safetensors, activation option: Activation? = nil, output: Activation? = nil)
    throws
  {
    var sizes = [try file.rowsAndColumns("layers.0.weight").columns]
    while file.tensors["layers.\(sizes.count - 1).weight"] != nil {
      sizes.append(try file.rowsAndColumns("layers.\(sizes.count - 1).weight").rows)
    }
    var said = try file.metadata["activations"].map { text in
      try text.split(separator: ",").map { try Activation(named: String($0), in: file.file) }
    }
    if said == nil, let hidden = file.metadata["activation"] {  // as chapter 5 has it
      let activation = try Activation(named: hidden == "none" ? "linear" : hidden, in: file.file)
      said = [Activation](repeating: activation, count: sizes.count - 2) + [.softmax]
    }
    if let said, said.count != sizes.count - 1 || said.dropLast().contains(.softmax) {
      throw UserError("\(quoted(file.file)): its activations do not fit a network of the sizes \(sizes)")
    }
    if let said, let option, said.dropLast().contains(where: { $0 != option }) {
      throw UserError.usage(
        "option --activation: \(quoted(file.file)) says \(said[0].name), found \(option.name)")
    }
    if let last = said?.last, let output, last != output {
      throw UserError.usage(
        "option --output-activation: \(quoted(file.file)) says \(last.name), found \(output.name)")
    }
    if sizes.count == 2, option != nil {
      throw UserError.usage("option --activation: the network of \(quoted(file.file)) has no hidden layer")
    }
    if said == nil, option == nil, sizes.count > 2 {
      throw UserError.usage(
        "\(quoted(file.file)) does not say its activation: expected --activation relu or the like")
    }
    try self.init(sizes: sizes, hidden: option ?? .relu, output: output ?? .softmax, parameter: file.values)
    if let said { self = Network(layers, said) }
  }
}

// MARK: - Names of activations and rules

extension Activation {
  private static let names: [(String, Activation)] = [
    ("linear", .linear), ("sigmoid", .sigmoid), ("tanh", .tanh), ("relu", .relu),
    ("leaky-relu", .leakyReLU(slope: 0.01)), ("softplus", .softplus), ("elu", .elu(alpha: 1)),
    ("softmax", .softmax),
  ]

  var name: String { Activation.names.first { $0.1 == self }?.0 ?? "\(self)" }

  init(named name: String, in place: String) throws {
    guard let found = Activation.names.first(where: { $0.0 == name }) else {
      let known = Activation.names.map(\.0).joined(separator: ", ")
      throw UserError(
        "\(place): found the activation \(quoted(name, marks: true)), expected one of \(known)")
    }
    self = found.1
  }
}

extension UpdateRule {
  private static let names: [(String, UpdateRule)] = [
    ("gradient-descent", .gradientDescent), ("sgd", .gradientDescent), ("momentum", .momentum(0.9)),
    ("nesterov", .nesterov(0.9)), ("adagrad", .adaGrad), ("rmsprop", .rmsProp), ("adam", .adam),
  ]

  var name: String { UpdateRule.names.first { $0.1 == self }?.0 ?? "\(self)" }

  init(named name: String, in place: String) throws {
    guard let found = UpdateRule.names.first(where: { $0.0 == name }) else {
      let known = UpdateRule.names.map(\.0).joined(separator: ", ")
      throw UserError("\(place): found the rule \(quoted(name, marks: true)), expected one of \(known)")
    }
    self = found.1
  }
}
