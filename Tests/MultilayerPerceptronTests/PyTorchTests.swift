import Figures
import Formats
import ReadAlong
import Foundation
import Matrices
import Testing

@testable import MultilayerPerceptron

/// Held against tensors that PyTorch computed: Tests/PyTorch/make.py.
@Suite struct PyTorchTests {
  private let file: Safetensors
  private let expected: Safetensors
  private let network: Network

  init() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path
    file = try Safetensors(file: folder + "/PyTorch/mlp.safetensors")
    expected = try Safetensors(file: folder + "/PyTorch/mlp-expected.safetensors")
    network = try Network(sizes: [20, 12, 8, 5], hidden: .relu, output: .softmax, parameter: file.values)
  }

  private var inputs: Matrix {
    get throws { Matrix(rows: 30, columns: 20, values: try expected.values("inputs", shape: [30, 20])) }
  }

  @Test func `Weights come in and go out again with the same bits`() throws {
    #expect(network.sizes == [20, 12, 8, 5] && network.activations == [.relu, .relu, .softmax])
    #expect(network.layers[1].weights[3, 2] == file.tensors["layers.1.weight"]?.values[2 * 12 + 3])
    #expect(Safetensors(parameters: network.namedParameters).tensors == file.tensors)
  }

  @Test func `The last layer's sums are PyTorch's`() throws {
    #expect(close(try network.logits(inputs).values, try expected.values("logits", shape: [30, 5])))
    #expect(network.predict(try inputs) != network.logits(try inputs))
  }

  @Test(
    arguments: [
      ("gradient-descent", UpdateRule.gradientDescent, 0.1), ("momentum", .momentum(0.9), 0.05),
      ("adam", .adam, 0.01),
    ] as [(String, UpdateRule, Float)])
  func `A hundred steps in the order of the data end where PyTorch's do`(
    name: String, rule: UpdateRule, rate: Float
  ) throws {
    let classes = try expected.values("labels", shape: [30]).map { Int($0) }
    var (trained, updater) = (network, Updater(rule, for: network))
    try train(
      &trained, &updater, Examples(inputs, classes: classes, count: 5),
      TrainingSettings(learningRate: LearningRate(rate), epochs: 1000, batch: 7, steps: 100) { $0.sorted() })
    #expect(updater.steps == 100)
    for (tensor, shape, values) in trained.namedParameters {
      let reference = try expected.values("\(name).\(tensor)", shape: shape)
      #expect(close(values, reference, 1e-4), "\(tensor)")
      #expect(!close(try file.values(tensor, shape: shape), reference, 1e-2), "\(tensor) has hardly moved")
    }
  }

  @Test func `The steps end within an epoch, whose loss is the mean of what it saw`() throws {
    let examples = Examples(try inputs, classes: [Int](repeating: 1, count: 30), count: 5)
    var (trained, updater) = (network, Updater(.gradientDescent, for: network))
    let settings = TrainingSettings(learningRate: 1e-9, epochs: 9, batch: 10, steps: 4) { $0.sorted() }
    var epochs: [Epoch] = []
    let last = try train(&trained, &updater, examples, settings) {
      epochs.append($0)
      return true
    }
    #expect(last == 2 && epochs.map(\.number) == [1, 2] && updater.steps == 4)
    let first = Examples(try inputs.rows(0..<10), classes: [Int](repeating: 1, count: 10), count: 5)
    let mean = loss(.crossEntropy, network, network.forward(first.X), first.Y)
    #expect(close(epochs[1].loss, mean) && !close(epochs[0].loss, mean))
  }

  @Test func `Tensors of another network are refused by name and shape`() throws {
    let message = { (sizes: [Int]) -> String in
      do {
        _ = try Network(sizes: sizes, hidden: .tanh, output: .linear, parameter: file.values)
        return "no error"
      } catch { return "\(error)" }
    }
    #expect(message([20, 12, 9, 5]).hasSuffix("tensor layers.1.weight has shape [8, 12], expected [9, 12]"))
    #expect(
      message([20, 12, 8, 5, 2]).contains("has no tensor layers.3.weight; it has layers.0.bias, layers.0.w"))
    #expect(message([20, 12, 8]) == "no error")
  }
}
