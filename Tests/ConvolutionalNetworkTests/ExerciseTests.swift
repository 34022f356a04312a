import ConvolutionalNetwork
import Matrices
import Testing

/// Answers to the exercises of the prose.
@Suite struct ConvolutionExerciseTests {
  @Test func `Exercise 2, a constant or a ramp added to the inputs changes nothing`() {
    let inputs: [Float] = [0, 4, 2, 3, 4]
    for (constant, ramp) in [(10, 0), (-3, 2), (1, 5)] as [(Float, Float)] {
      let others = inputs.enumerated().map { $0.element + constant + ramp * Float($0.offset) }
      #expect(convolve(others, kernel: [-1, 2, -1]) == [6, -3, 0])
    }
  }

  @Test func `Exercise 3, the outline kernel makes nothing of an even gray or a ramp`() {
    let outline = Convolution(kernels: [[[[0, 1, 0], [1, -4, 1], [0, 1, 0]]]])
    let gray = FeatureMaps([Matrix(repeating: 7, rows: 6, columns: 6)])
    let ramp = FeatureMaps(
      maps: 1, rows: 6, columns: 6, values: (0..<36).map { Float($0 / 6) * 3 - Float($0 % 6) })
    #expect(outline.forward(gray).values.allSatisfy { $0 == 0 })
    #expect(outline.forward(ramp).values.allSatisfy { $0 == 0 })
  }

  @Test func `Exercise 4, a dense C1 would have almost five million numbers`() {
    #expect(Dense(inputs: 32 * 32, outputs: 6 * 28 * 28).parameterCount == 4_821_600)
    #expect(LeNet5().c1.parameterCount == 156)
  }
}
