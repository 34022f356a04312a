import Figures
import Formats
import ReadAlong
import Matrices
import SoftmaxClassifier

/// A network as `train --save` writes it: a safetensors file with the names and shapes of PyTorch's `nn.Linear`,
///
///     layers.0.weight   neurons × inputs      our weights, transposed
///     layers.0.bias     neurons
///     layers.1.weight   …
///
/// and metadata that say what the numbers do not: the activation, the names of the classes, how inputs were
/// scaled, and with which settings it was trained for how many epochs. Gradient descent remembers nothing else.
/// A training of --steps may end within an epoch: its file says nothing of the training and cannot be resumed.
struct SavedNetwork {
  var network: Network
  /// The names of a CSV file's columns; none for images and points.
  let columns: [String]
  let classes: [String]
  let scale: Float
  /// Of the training, for `--resume`.
  let settings: TrainingSettings
  let examples: Int
  /// The checksum of what was learned from.
  let data: String
  var epochs = 0

  /// A training that is about to begin.
  init(_ network: Network, _ data: DataSet, _ settings: TrainingSettings) {
    self.network = network
    columns = data.columns
    classes = data.classes
    scale = data.scale
    self.settings = settings
    examples = data.y.count
    self.data = data.checksum
  }

  func write(to file: String) throws {
    var metadata = [
      "activation": network.activation.rawValue, "classes": Table.line(classes),
      "columns": Table.line(columns), "scale": "\(scale)",
    ]
    if settings.steps == nil {
      metadata["epochs"] = "\(epochs)"
      (metadata["examples"], metadata["data"]) = ("\(examples)", data)
      metadata["learning_rate"] = "\(settings.learningRate)"
      metadata["batch"] = "\(settings.batch ?? examples)"
      metadata["shuffled"] = "\(settings.shuffled)"
      metadata["l2"] = "\(2 * settings.penalty.l2)"
      metadata["seed"] = "\(settings.seed)"
    }
    try Safetensors(network.tensors, metadata: metadata).write(to: file) {
      _ = try Network(weights: Safetensors(file: $0), activation: nil)
      if settings.steps == nil { _ = try SavedNetwork(file: $0) }
    }
  }

  /// A training that was saved. Throws a `UserError` for a file that `write(to:)` did not write.
  init(file: String) throws {
    let tensors = try Safetensors(file: file)
    func positive(_ text: String) -> Float? { finiteNumber(text).flatMap { $0 > 0 ? $0 : nil } }
    network = try Network(tensors, activation: tensors.entry("activation", Activation.init(rawValue:)))
    columns = try tensors.entry("columns") { try? names($0, in: file) }
    classes = try tensors.entry("classes") { try? names($0, in: file) }
    scale = try tensors.entry("scale", positive)
    epochs = try tensors.count("epochs")
    examples = try tensors.count("examples")
    data = try tensors.entry("data") { $0 }
    settings = TrainingSettings(
      learningRate: try tensors.entry("learning_rate", positive), epochs: epochs,
      batch: try tensors.count("batch", in: 1...1_000_000_000_000),
      shuffled: tensors.metadata["shuffled"] == nil ? true : try tensors.entry("shuffled", Bool.init),
      penalty: Penalty(
        l2: try tensors.entry("l2") { finiteNumber($0).flatMap { $0 >= 0 ? $0 : nil } } / 2),
      seed: try tensors.entry("seed", UInt64.init))
  }

  /// Throws unless the training was one with these data.
  func expect(_ data: DataSet, in file: String) throws {
    guard areSame(classes, data.classes) else {
      throw UserError("\(file): found the classes \(list(classes)), the data have \(list(data.classes))")
    }
    guard areSame(columns, data.columns) else {
      throw UserError("\(file): found the columns \(list(columns)), the data have \(list(data.columns))")
    }
    guard network.inputs == data.inputs, examples == data.y.count, scale == data.scale else {
      throw UserError(
        "\(file) was trained on \(grouped(examples)) examples of \(network.inputs) inputs divided by \(scale), "
          + "found \(grouped(data.y.count)) of \(data.inputs) divided by \(data.scale)"
          + (columns.isEmpty ? "" : "; expected the same --held-out and --scale"))
    }
    if self.data != data.checksum { throw UserError("\(quoted(file)) was trained on other data than these") }
  }
}

/// The names in an entry of a file's metadata: a line of comma-separated text, empty for none.
func names(_ line: String, in file: String) throws -> [String] {
  line.isEmpty ? [] : try Table.fields(ofLine: line, named: file)
}

func list(_ names: [String]) -> String {
  names.prefix(8).map { quoted($0, marks: false, limit: 40) }.joined(separator: ", ")
    + (names.count > 8 ? ", … (\(names.count))" : "")
}

// MARK: - PyTorch's names and shapes

extension Network {
  /// Weights and biases as PyTorch keeps them, outputs × inputs.
  var tensors: [String: Tensor] {
    var tensors: [String: Tensor] = [:]
    for (l, layer) in layers.enumerated() {
      tensors["layers.\(l).weight"] = Tensor(
        shape: [layer.outputs, layer.inputs], values: Matrix(layer.weights.transposed).values)
      tensors["layers.\(l).bias"] = Tensor(shape: [layer.outputs], values: layer.bias.values)
    }
    return tensors
  }

  /// Throws a `UserError` unless the file has layers.0, layers.1, …, that fit each other, and nothing else.
  init(_ file: Safetensors, activation: Activation) throws {
    var layers: [Layer] = []
    repeat {
      let name = "layers.\(layers.count)"
      let (outputs, inputs) = try file.rowsAndColumns(name + ".weight")
      if let below = layers.last, below.outputs != inputs {
        throw UserError(
          "\(file.file): tensor \(name).weight is for \(inputs) inputs, "
            + "the layer below has \(below.outputs) outputs")
      }
      let weight = try file.values(name + ".weight", shape: [outputs, inputs])
      let transposed = Matrix(rows: outputs, columns: inputs, values: weight)
      layers.append(
        Layer(weights: Matrix(transposed.transposed), bias: try file.values(name + ".bias", shape: [outputs]))
      )
    } while file.tensors["layers.\(layers.count).weight"] != nil
    self.init(layers: layers, activation: activation)
    try file.expectOnly(tensors.keys.sorted())
  }

  /// A network from weights of whatever origin. `option`: that of --activation, for a file that does not say.
  init(weights file: Safetensors, activation option: String?) throws {
    let said = try Network.activation(saidBy: file)
    if let said, let option, said != option {
      throw UserError.usage(
        "option --activation: \(quoted(file.file)) says \(quoted(said)), found \(quoted(option, marks: true))"
      )
    }
    if let said, Activation(rawValue: said) == nil {
      throw UserError(
        "\(quoted(file.file)): found the activation \(quoted(said, marks: true)), expected sigmoid, relu or linear"
      )
    }
    let activation = try Activation(option: option ?? said ?? "sigmoid")
    try self.init(file, activation: activation)
    if layers.count == 1, option != nil {
      throw UserError.usage("option --activation: the network of \(quoted(file.file)) has no hidden layer")
    }
    if layers.count > 1, said == nil, option == nil {
      throw UserError.usage(
        "\(file.file) does not say its activation: expected --activation sigmoid, relu or linear")
    }
  }
}

extension Network {
  /// The activation of the hidden layers that a file tells; chapter 4 tells that of each layer.
  private static func activation(saidBy file: Safetensors) throws -> String? {
    guard let all = file.metadata["activations"] else { return file.metadata["activation"] }
    let names = all.split(separator: ",").map(String.init)
    let hidden = Set(names.dropLast())
    guard names.last == "softmax", hidden.count <= 1 else {
      throw UserError(
        "\(quoted(file.file)): found the activations \(quoted(all, marks: true)), expected one for all hidden "
          + "layers and softmax for the last")
    }
    return hidden.first ?? "sigmoid"
  }
}

extension Activation {
  init(option name: String) throws {
    guard let activation = Activation(rawValue: name) else {
      let known = Activation.allCases.map(\.rawValue).joined(separator: ", ")
      throw UserError.usage(
        "option --activation: expected one of \(known), found \(quoted(name, marks: true))")
    }
    self = activation
  }
}
