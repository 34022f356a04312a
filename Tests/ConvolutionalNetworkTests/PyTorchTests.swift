import Figures
import Formats
import ReadAlong
import Foundation
import Matrices
import Testing

@testable import ConvolutionalNetwork

/// Held against tensors that PyTorch computed: Tests/PyTorch/make.py.
@Suite struct PyTorchTests {
  private let file: Safetensors
  private let expected: Safetensors
  private let network: LeNet5

  init() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path
    file = try Safetensors(file: folder + "/PyTorch/lenet5.safetensors")
    expected = try Safetensors(file: folder + "/PyTorch/lenet5-expected.safetensors")
    network = try LeNet5(pooling: .average, parameter: file.values)
  }

  @Test func `Weights come in and go out again with the same bits`() throws {
    let kernel = try #require(file.tensors["c3.weight"]).values
    #expect(network.c3[9, 4, 3, 1] == kernel[((9 * 6 + 4) * 5 + 3) * 5 + 1])
    #expect(Safetensors(parameters: network.namedParameters).tensors == file.tensors)
  }

  @Test func `The scores of images taken as they are are PyTorch's`() throws {
    let images = try expected.values("inputs", shape: [5, 1, 28, 28])
    var X = Matrix(repeating: Pixels.standardized.background, rows: 5, columns: 1024)
    for i in images.indices {
      X[i / 784, (i % 784 / 28 + 2) * 32 + i % 28 + 2] = images[i]
    }
    let scores = network.scores(X)
    #expect(close(scores.values, try expected.values("logits", shape: [5, 10])))
    let plain = network.forward(FeatureMaps(maps: 1, rows: 32, columns: 32, values: Array(X[row: 4])))
    #expect(close(Array(scores[row: 4]), plain.scores.values, 1e-6))
    #expect(network.scores(Matrix(rows: 0, columns: 1024)).rows == 0)
  }

  @Test(
    arguments: [
      ("gradient-descent", .gradientDescent, 0.05), ("momentum", .momentum(0.9), 0.02),
      ("adam", .adam, 0.001),
    ] as [(String, UpdateRule, Float)])
  func `A hundred steps in the order of the data end where PyTorch's do`(
    name: String, rule: UpdateRule, rate: Float
  ) throws {
    var state = Training(network, rule)
    let settings = TrainingSettings(
      learningRate: rate, epochs: 1000, steps: 100, batch: 24, shuffled: false)
    #expect(try Lanes.train(&state, sample(every: 50, count: 100), settings) == 20)
    for (tensor, shape, values) in state.network.namedParameters {
      let sampled = stride(from: 0, to: values.count, by: 97).map { values[$0] }
      let before = try file.values(tensor, shape: shape)
      let reference = try expected.values("\(name).\(tensor)", shape: [sampled.count])
      #expect(close(sampled, reference, 1e-4), "\(tensor)")
      #expect(
        sampled.indices.contains { abs(before[97 * $0] - reference[$0]) > 1e-4 }, "\(tensor) has hardly moved"
      )
    }
  }

  @Test func `A training with Adam goes on with the same bits`() throws {
    let digits = try sample(every: 100, count: 40)
    var settings = TrainingSettings(
      learningRate: 0.001, epochs: 4, penalty: Penalty(l2: 0.01 / 2), batch: 16, shuffled: false)
    var (whole, part) = (Training(network, .adam), Training(network, .adam))
    try Lanes.train(&whole, digits, settings)
    settings.epochs = 2
    let epochs = try Lanes.train(&part, digits, settings)
    #expect(epochs == 2 && part.updater.steps == 6)
    settings.epochs = 4
    try Lanes.train(&part, digits, settings, from: epochs + 1)
    #expect(part == whole)
  }

  @Test func `Tensors of another network are refused by name and shape`() throws {
    var other = file
    other.tensors["c5.weight"] = Tensor(shape: [120, 400], values: [Float](repeating: 0, count: 48000))
    let error = #expect(throws: UserError.self) { try LeNet5(pooling: .max, parameter: other.values) }
    #expect(
      error?.description.hasSuffix("tensor c5.weight has shape [120, 400], expected [120, 16, 5, 5]") == true)
    other.tensors["c1.bias"] = nil
    let missing = #expect(throws: UserError.self) { try LeNet5(pooling: .max, parameter: other.values) }
    #expect(missing?.description.contains("has no tensor c1.bias; it has c1.weight, c3.bias") == true)
  }
}
