import Figures
import Formats
import ReadAlong
import Foundation
import Matrices
import Testing

@testable import RecurrentNetwork

/// Held against tensors that PyTorch computed: Tests/PyTorch/make.py.
@Suite struct PyTorchTests {
  private func file(_ name: String) throws -> Safetensors {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path
    return try Safetensors(file: "\(tests)/PyTorch/\(name).safetensors")
  }

  private func model(_ cell: Cell) throws -> SequenceModel {
    try SequenceModel(
      cell, symbols: 6, hidden: 5, layers: 2, outputs: 6, parameter: file(cell.rawValue).values)
  }

  @Test(arguments: [Cell.rnn, .lstm, .gru])
  func `The scores of sequences are PyTorch's`(cell: Cell) throws {
    let expected = try file(cell.rawValue + "-expected")
    let ids = try expected.values("ids", shape: [18, 7]).map { Int($0) }
    let sequences = (0..<18).map { Array(ids[7 * $0..<7 * $0 + 7]) }
    let scores = Lanes.scores(try model(cell), sequences).values
    #expect(close(scores, try expected.values("logits", shape: [18, 7, 6])))
    #expect(try scores == sequences.flatMap { try model(cell).scores(model(cell).forward($0)[1]).values })
  }

  @Test func `The gates stand in PyTorch's order, a GRU's z with the other sign`() throws {
    func marked(_ cell: Cell) -> [Float] {
      var model = SequenceModel(cell, symbols: 1, hidden: 1, outputs: 1)
      for k in 0..<cell.gates { model.layers[0].stateWeights[0, k] = Float(k + 1) }
      return model.namedParameters.first { $0.name == "weight_hh_l0" }?.values ?? []
    }
    #expect(marked(.lstm) == [2, 1, 3, 4])  // f i g o become i f g o
    #expect(marked(.gru) == [2, -1, 3])  // z r h̃ become r z n
    #expect(marked(.rnn) == [1])
    for cell in [Cell.rnn, .lstm, .gru] {
      let parameters = SequenceModel(cell, symbols: 3, hidden: 2, layers: 2, outputs: 4).namedParameters
      #expect(parameters.allSatisfy { $0.values.count == $0.shape.reduce(1, *) })
    }
    var single = SequenceModel(.rnn, symbols: 1, hidden: 1, outputs: 1, hasStateBias: true)
    single.layers[0].stateBias = [[5]]
    #expect(single.namedParameters.first { $0.name == "bias_hh_l0" }?.values == [5])
  }

  @Test(arguments: [Cell.rnn, .lstm, .gru])
  func `Weights come in and go out again, both biases too`(cell: Cell) throws {
    let (model, file) = (try model(cell), try file(cell.rawValue))
    let written = Safetensors(parameters: model.namedParameters)
    #expect(written.tensors.keys.sorted() == file.tensors.keys.sorted())
    for (name, tensor) in file.tensors {
      #expect(written.tensors[name] == tensor, "\(name)")
    }
    let again = try SequenceModel(
      cell, symbols: 6, hidden: 5, layers: 2, outputs: 6, parameter: written.values)
    #expect(again == model)
  }

  static let runs: [(Cell, String)] = [Cell.rnn, .lstm, .gru].flatMap { cell in
    ["gradient-descent", "momentum", "adam", "clipped"].map { (cell, $0) }
  }

  @Test(arguments: runs)
  func `A hundred steps in the order of the text end where PyTorch's do`(cell: Cell, name: String) throws {
    let rates: [String: Float] = ["gradient-descent": 0.1, "momentum": 0.05, "adam": 0.01, "clipped": 0.1]
    let rules: [String: UpdateRule] = ["momentum": .momentum(0.9), "adam": .adam]
    let expected = try file(cell.rawValue + "-expected")
    let text = try expected.values("text", shape: [200]).map { Int($0) }
    var training = Training(try model(cell), rules[name] ?? .gradientDescent)
    let settings = TrainingSettings(
      steps: 100, batch: 5, learningRate: try #require(rates[name]),
      clip: name == "clipped" ? 0.05 : .infinity)
    try Lanes.train(&training, on: Windows(of: text, length: 9, shuffled: false), settings)
    let reference = try SequenceModel(cell, symbols: 6, hidden: 5, layers: 2, outputs: 6) {
      try expected.values("\(name).\($0)", shape: $1)
    }
    let before = try model(cell).namedParameters
    for (index, (tensor, _, values)) in training.model.namedParameters.enumerated() {
      let end = reference.namedParameters[index].values
      #expect(close(values, end, 1e-4), "\(tensor)")
      let learns = end.contains { $0 != 0 }
      #expect(!learns || !close(before[index].values, end, 2e-3), "\(tensor) has hardly moved")
    }
  }

  @Test func `After the last window of a text the first comes again`() throws {
    // Ten symbols make three windows of three; six steps of one window are twice the three
    let text = [0, 1, 2, 3, 4, 5, 0, 2, 4, 1]
    func starts(shuffled: Bool) -> [Int] {
      let windows = Windows(of: text, length: 3, shuffled: shuffled)
      return (0..<6).flatMap { windows.starts(step: $0, TrainingSettings(steps: 6, batch: 1)) }
    }
    #expect(starts(shuffled: false) == [0, 3, 6, 0, 3, 6])
    #expect(starts(shuffled: true) != starts(shuffled: false))
  }

  @Test func `Tensors of another model are refused by name and shape`() throws {
    let file = try file("lstm")
    let error = #expect(throws: UserError.self) {
      try SequenceModel(.lstm, symbols: 6, hidden: 5, layers: 3, outputs: 6, parameter: file.values)
    }
    #expect(error?.description.contains("has no tensor weight_ih_l2; it has bias_hh_l0, bias_hh_l1") == true)
    let misshapen = #expect(throws: UserError.self) {
      try SequenceModel(.gru, symbols: 6, hidden: 5, layers: 2, outputs: 6, parameter: file.values)
    }
    #expect(
      misshapen?.description.hasSuffix("tensor weight_ih_l0 has shape [20, 6], expected [15, 6]") == true)
  }
}
