import Figures
import Formats
import ReadAlong
import Matrices
import MultilayerPerceptron

/// A network as `train --save` writes it: a folder with a .npy file for every matrix, as deck S keeps its Theta1 and
/// Theta2, and network.csv, which says how they belong together.
///
/// What the update rule remembers is there too, so that a resumed run goes on with the same bits.
struct SavedNetwork {
  var network: Network
  var updater: Updater
  var epochs = 0

  private static let header = ["inputs", "outputs", "activation", "rule", "steps", "epochs", "checksum"]

  init(_ network: Network, _ updater: Updater) {
    self.network = network
    self.updater = updater
  }

  /// The file of a folder that says how the others belong together.
  private static func table(in folder: String) -> String { folder + "/network.csv" }

  /// Makes the folder; throws if it could not be written to: known before the training, not after.
  static func prepare(_ folder: String) throws {
    try makeDirectory(folder)
    try expectWritable(table(in: folder))
  }

  func write(to folder: String) throws {
    try makeDirectory(folder)
    var text = SavedNetwork.header.joined(separator: ",") + "\n"
    for (l, layer) in network.layers.enumerated() {
      let matrices = [
        ("layer-\(l + 1)", layer), ("velocity-\(l + 1)", updater.velocities[l]),
        ("squares-\(l + 1)", updater.squares[l]),
      ].filter { $0.1.inputs > 0 }
      for (name, layer) in matrices {
        try NPYArray(layer.weights).write(to: "\(folder)/\(name)-weights.npy")
        try NPYArray(shape: [layer.outputs], values: .float32(layer.bias.values)).write(
          to: "\(folder)/\(name)-bias.npy")
      }
      text += "\(layer.inputs),\(layer.outputs),\(network.activations[l].name),\(updater.rule.name),"
      text += "\(updater.steps),\(epochs),\(checksum(matrices.map(\.1)))\n"
    }
    try writeSafely(text, to: SavedNetwork.table(in: folder))
  }

  init(folder: String) throws {
    let file = SavedNetwork.table(in: folder)
    let table = try Table(file: file)
    let activations = try table.strings("activation").map { try Activation(named: $0, in: file) }
    let rule = try UpdateRule(named: table.strings("rule")[0], in: file)
    let checksums = try table.strings("checksum")
    let sizes = try zip(table.strings("inputs"), table.strings("outputs")).map {
      (try wholeNumber($0, in: file), try wholeNumber($1, in: file))
    }
    func layers(_ kind: String) throws -> [Layer] {
      try sizes.enumerated().map { l, size in
        try readLayer("\(folder)/\(kind)-\(l + 1)", inputs: size.0, outputs: size.1)
      }
    }
    for (before, after) in zip(sizes, sizes.dropFirst()) where before.1 != after.0 {
      throw UserError("\(file): found a layer of \(after.0) inputs after one of \(before.1) outputs")
    }
    let learned = try layers("layer")
    let empty = Updater(rule, for: Network(learned, activations))
    let velocities = empty.velocities[0].inputs == 0 ? empty.velocities : try layers("velocity")
    let squares = empty.squares[0].inputs == 0 ? empty.squares : try layers("squares")
    for l in learned.indices {
      let found = [learned[l], velocities[l], squares[l]].filter { $0.inputs > 0 }
      guard "\(checksum(found))" == checksums[l] else {
        throw UserError("\(folder): the files of layer \(l + 1) are not those that \(file) was written with")
      }
    }
    network = Network(learned, activations)
    updater = Updater(
      rule, steps: try wholeNumber(table.strings("steps")[0], in: file), velocities: velocities,
      squares: squares)
    epochs = try wholeNumber(table.strings("epochs")[0], in: file)
  }
}

private func readLayer(_ path: String, inputs: Int, outputs: Int) throws -> Layer {
  let weights = try NPYArray(file: path + "-weights.npy")
  let bias = try NPYArray(file: path + "-bias.npy")
  guard weights.shape == [inputs, outputs], bias.shape == [outputs] else {
    throw UserError(
      "\(path)-weights.npy: found the shapes \(weights.shape) and \(bias.shape), "
        + "expected [\(inputs), \(outputs)] and [\(outputs)]")
  }
  return Layer(weights.matrix, bias: bias.floats)
}

/// A number that changes with any bit of the layers (FNV-1a, by words).
private func checksum(_ layers: [Layer]) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for layer in layers {
    for x in layer.weights.values + layer.bias.values {
      hash = (hash ^ UInt64(x.bitPattern)) &* 0x100_0000_01B3
    }
  }
  return hash
}

private func wholeNumber(_ text: String, in file: String) throws -> Int {
  guard let number = Int(text), number >= 0 else {
    throw UserError("\(file): found \"\(text)\", expected a whole number from 0")
  }
  return number
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
      throw UserError("\(place): found the activation \"\(name)\", expected one of \(known)")
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
      throw UserError("\(place): found the rule \"\(name)\", expected one of \(known)")
    }
    self = found.1
  }
}
