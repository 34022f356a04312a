import Figures
import Formats
import ReadAlong
import Matrices
import Testing

@testable import SoftmaxClassifier

/// A network that PyTorch made and saved, inputs, and the scores that PyTorch computes in double precision.
/// reference.py writes the files, and the prose shows `predict` on them.
@Suite struct PyTorchTests {
  private static let folder =
    #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
    + "/Chapters/05-SoftmaxClassifier/figures/pytorch"

  @Test func `The scores of PyTorch's network are PyTorch's`() throws {
    let file = try Safetensors(file: Self.folder + ".safetensors")
    let layers = try zip([6, 20, 20], [20, 20, 4]).enumerated().map { l, size in
      let weight = try file.values("layers.\(l).weight", shape: [size.1, size.0])
      return Layer(
        weights: Matrix(Matrix(rows: size.1, columns: size.0, values: weight).transposed),
        bias: try file.values("layers.\(l).bias", shape: [size.1]))
    }
    let X = try NPYArray(file: Self.folder + "-inputs.npy").matrix
    let expected = try NPYArray(file: Self.folder + "-scores.npy").matrix
    let Z = Network(layers: layers, activation: .relu).scores(X)
    #expect((Z.rows, Z.columns) == (40, 4))
    #expect(zip(Z.values, expected.values).allSatisfy { abs($0 - $1) < 1e-5 })
    #expect(expected.values.contains { abs($0) > 1 })
  }
}
