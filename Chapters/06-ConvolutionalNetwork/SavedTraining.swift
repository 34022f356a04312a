import ConvolutionalNetwork
import Figures
import Formats
import ReadAlong

/// A training as `train --save` writes it, in the form of safetensors: the network's parameters under PyTorch's names,
/// then what the update rule remembers, and beside them the settings. Under a name that ends in .safetensors the network
/// alone.
struct SavedTraining {
  var training: Training
  var epochs = 0  // completed
  var settings: TrainingSettings  // without their epochs and steps
  let distortion: Distortion.Kind
  /// Images trained on, and their checksum: to go on, the same ones are needed.
  let images: Int
  let data: String

  func save(to path: String) throws {
    var file = Safetensors(parameters: training.network.namedParameters)
    file.metadata["pooling"] = training.network.pooling.rawValue
    if isWeightsFile(path) {
      return try file.write(to: path) { _ = try LeNet5(weights: $0, pooling: nil) }
    }
    file.add("velocities", training.updater.velocities)
    file.add("squares", training.updater.squares)
    let entries = [
      "epochs": "\(epochs)", "steps": "\(training.updater.steps)", "images": "\(images)", "data": data,
      "batch": "\(settings.batch)",
      "seed": "\(settings.seed)", "learning-rate": "\(settings.learningRate)", "decay": "\(settings.decay)",
      "weight-decay": "\(2 * settings.penalty.l2)", "shuffled": "\(settings.shuffled)",
      "distortion": distortion.rawValue, "momentum": training.updater.rule.text,
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
      decay: try number("decay", in: rates),
      penalty: Penalty(l2: try number("weight-decay", in: 0...rates.upperBound) / 2),
      batch: try file.count("batch", in: 1...images), shuffled: try file.entry("shuffled", Bool.init),
      seed: try file.entry("seed") { UInt64($0) })
    let network = try LeNet5(pooling: pooling) { try file.values($0, shape: $1) }
    training = Training(network, try file.entry("momentum", UpdateRule.init(text:)))
    training.updater.velocities = try file.matrices("velocities", like: training.updater.velocities)
    training.updater.squares = try file.matrices("squares", like: training.updater.squares)
    training.updater.steps = try file.count("steps", in: 0...Int(Int32.max))
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
