import ConvolutionalNetwork
import Figures
import Formats
import ReadAlong

/// A training as `train --save` writes it, in the form of safetensors: the network's parameters under PyTorch's names,
/// then the velocities and Adam's squares under the same names behind a prefix, and beside them the settings. Under a
/// name that ends in .safetensors the network alone.
struct SavedTraining {
  var state: TrainingState
  var epochs = 0  // completed
  var settings: TrainingSettings  // without their epochs and steps
  let distortion: Distortion.Kind
  /// Images trained on, and their checksum: to go on, the same ones are needed.
  let images: Int
  let data: String

  func save(to path: String) throws {
    var file = Safetensors(parameters: state.network.namedParameters)
    file.metadata["pooling"] = state.network.pooling.rawValue
    if isWeightsFile(path) {
      return try file.write(to: path) { _ = try LeNet5(weights: $0, pooling: nil) }
    }
    for (prefix, network) in [("velocity", state.velocity), ("squares", state.squares)] {
      for (name, shape, values) in network.namedParameters {
        file.tensors["\(prefix).\(name)"] = Tensor(shape: shape, values: values)
      }
    }
    let entries = [
      "epochs": "\(epochs)", "steps": "\(state.steps)", "images": "\(images)", "data": data,
      "batch": "\(settings.batch)",
      "seed": "\(settings.seed)", "learning-rate": "\(settings.learningRate)", "decay": "\(settings.decay)",
      "weight-decay": "\(2 * settings.penalty.l2)", "shuffled": "\(settings.shuffled)",
      "distortion": distortion.rawValue, "momentum": settings.rule.text,
    ]
    file.metadata.merge(entries) { $1 }
    try file.write(to: path) { _ = try SavedTraining(file: $0) }
  }
}

extension SavedTraining {
  /// Throws a `UserError` for a file that is not such a training.
  init(file path: String) throws {
    let file = try Safetensors(file: path)
    let pooling = try file.entry("pooling", Pooling.init(rawValue:))
    func network(_ prefix: String) throws -> LeNet5 {
      try LeNet5(pooling: pooling) { try file.values(prefix + $0, shape: $1) }
    }
    func number(_ name: String, in range: ClosedRange<Float>) throws -> Float {
      try file.entry(name) { text in finiteNumber(text).flatMap { range.contains($0) ? $0 : nil } }
    }
    let rates = Float.leastNonzeroMagnitude...Float.greatestFiniteMagnitude
    images = try file.count("images", in: 1...1_000_000_000)
    data = try file.entry("data") { $0 }
    epochs = try file.count("epochs")
    distortion = try file.entry("distortion", Distortion.Kind.init(rawValue:))
    settings = TrainingSettings(
      learningRate: try number("learning-rate", in: rates),
      rule: try file.entry("momentum", UpdateRule.init(text:)),
      decay: try number("decay", in: rates),
      penalty: Penalty(l2: try number("weight-decay", in: 0...rates.upperBound) / 2),
      batch: try file.count("batch", in: 1...images), shuffled: try file.entry("shuffled", Bool.init),
      seed: try file.entry("seed") { UInt64($0) })
    state = TrainingState(try network(""))
    (state.velocity, state.squares) = try (network("velocity."), network("squares."))
    state.steps = try file.count("steps", in: 0...Int(Int32.max))
  }
}

extension Distortion {
  /// What the images of an epoch go through.
  enum Kind: String {
    case none, shifted, all

    var distortion: Distortion? {
      if self == .none { return nil }
      var distortion = Distortion()
      if self == .shifted { (distortion.rotation, distortion.elastic) = (0, 0) }
      return distortion
    }
  }
}

extension UpdateRule {
  /// As a saved training has it: a momentum, 0 for gradient descent, or the word adam.
  fileprivate var text: String {
    switch self {
    case .gradientDescent: "0.0"
    case .momentum(let mu): "\(mu)"
    case .adam: "adam"
    }
  }

  fileprivate init?(text: String) {
    if text == "adam" {
      self = .adam
    } else if let mu = finiteNumber(text), 0..<1 ~= mu {
      self = mu == 0 ? .gradientDescent : .momentum(mu)
    } else {
      return nil
    }
  }
}
