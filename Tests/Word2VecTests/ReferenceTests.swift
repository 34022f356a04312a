import Figures
import Formats
import ReadAlong
import Matrices
import Testing

@testable import Word2Vec
@testable import func Word2VecChapter.expectedGradient
@testable import func Word2VecChapter.expectedLoss
@testable import func Word2VecChapter.shiftedMutualInformation

/// The numbers were computed in double precision by reference.py beside this file.
@Suite struct ReferenceTests {
  @Test func `Loss and gradient of skip-gram with the full softmax are NumPy's`() {
    #expect(close(loss(smallModel, smallPairs), 1.65336399))
    let gradient = backward(smallModel, smallPairs)
    let byInput: [Float] = [
      -0.118687456, 0.0556092152, 0.021839017, -0.02499616, 0.019012238, -0.0486454177,
      0, 0, 0, 0.243186024, -0.145406188, 0.0234361696,
      0, 0, 0,
    ]
    let byOutput: [Float] = [
      -0.0208914816, 0.0176617173, 0.0484563673, 0.0256392946, -0.00971515905, -0.0548912581,
      0.0203399188, -0.00646423124, -0.0437275342, 0.0463482468, -0.0102568967, -0.0744739696,
      -0.0714359785, 0.00877456969, 0.124636395,
    ]
    #expect(close(gradient.input.values, byInput))
    #expect(close(gradient.output.values, byOutput))
  }

  @Test func `Loss and gradient of CBOW with the full softmax are NumPy's`() {
    #expect(close(loss(smallModel, smallBags), 1.60627844))
    let gradient = backward(smallModel, smallBags)
    let byInput: [Float] = [
      -0.0145613971, 0.00936042211, -0.0364127597, 0.0409607445, 0.00636089996, 0.0414587946,
      0.0409607445, 0.00636089996, 0.0414587946, -0.0876009567, 0.0966819033, 0.0970322539,
      -0.0291227943, 0.0187208442, -0.0728255195,
    ]
    let byOutput: [Float] = [
      -0.00163599132, -0.0114870273, -0.121762906, -0.0711117557, -0.0156375366, 0.103319333,
      0.0179367537, 0.00905853728, -0.0178264039, 0.0405111592, 0.0101513326, 0.0532768461,
      0.014299834, 0.00791469411, -0.0170068692,
    ]
    #expect(close(gradient.input.values, byInput))
    #expect(close(gradient.output.values, byOutput))
  }

  @Test func `Loss and gradient of negative sampling are NumPy's`() {
    #expect(close(loss(smallModel, smallPrediction, drawn: smallDrawn), 2.93312405))
    let gradient = backward(smallModel, smallPrediction, drawn: smallDrawn)
    var stepped = EmbeddingModel(input: smallModel.input, output: Matrix(rows: 5, columns: 3))
    update(&stepped, gradient, learningRate: 1)
    let outputGradient = stepped.output.map { -$0 }
    #expect(close(gradient.dx, [-0.865419125, 0.420413919, -0.17549452]))
    let byOutput: [Float] = [
      -0.0739742017, 0.121699493, 0.188514901, 0, 0, 0,
      0.0763612738, -0.125626612, -0.194598085, 0, 0, 0,
      -0.168116838, 0.276579314, 0.428426781,
    ]
    #expect(close(outputGradient.values, byOutput))
  }

  /// Counts from 0.5 to 1.5 for each pair of five words.
  static let counts = Matrix((0..<5).map { i in (0..<5).map { number(7 * i + $0) + 1 } })

  @Test func `The expected objective, its gradient and its optimum are NumPy's`() {
    let counts = ReferenceTests.counts
    #expect(close(expectedLoss(smallModel, counts, negatives: 2), 2.08459429))
    let gradient = expectedGradient(smallModel, counts, negatives: 2)
    let byInput: [Float] = [
      -0.00300171421, 0.00349056286, 0.00285807199, 0.00103345407, 0.00416474361, 0.00713622656,
      0.0145000147, -0.00688105112, 0.00227174529, 0.013410849, -0.00315473761, 0.00546951948,
      0.00810421214, -0.00304864596, 0.000782744691,
    ]
    let byOutput: [Float] = [
      0.00557807754, 0.00595844383, -0.000490999719, 0.00845805361, 0.00253924102, -0.00240593411,
      0.00846317863, 0.00478133215, -0.00431114878, 0.00793242714, 0.00897466184, 0.00366925464,
      0.00304166153, 0.0127114292, 0.0068722342,
    ]
    let optimum: [Float] = [
      -1.20604285, -0.511470345, -0.39609176, -0.630340928, -0.895849143, -0.536777156,
      -0.84187081, -0.58295086, -0.711792631, -0.820082992, -0.781598248, -1.07417971,
      -0.575822228, -0.591499909, -0.586626181, -0.477329484, -0.510910748, -0.971992199,
      -0.830452027, -0.720170902, -0.697479888, -0.638441807, -1.13524134, -0.690854374,
      -0.453584219,
    ]
    #expect(close(gradient.input.values, byInput, 3e-5))
    #expect(close(gradient.output.values, byOutput, 3e-5))
    #expect(close(shiftedMutualInformation(counts, negatives: 2).values, optimum))
  }

  @Test func `Noise and sub-sampling of four counts are NumPy's`() {
    let noise = NoiseDistribution(counts: [100, 10, 5, 1])
    #expect(
      close(
        noise.probabilities.map { Float($0) }, [0.76034766, 0.135211059, 0.0803969766, 0.0240443042], 1e-6))
    let text = zip(["a", "b", "c", "d"] as [Word], [100, 10, 5, 1]).flatMap {
      [Word](repeating: $0, count: $1)
    }
    let keep = keepProbabilities(Vocabulary(text), sample: 1e-2)
    #expect(close(keep, [0.119303296, 0.456587727, 0.713663783, 1], 1e-6))
    #expect(keepProbabilities(Vocabulary(text), sample: 0) == [1, 1, 1, 1])
    // Shares are taken of the words that are known: d is not, nor are five more
    let known = Vocabulary(text + ["e", "f", "g", "h", "i"], minimumCount: 2)
    #expect(close(keepProbabilities(known, sample: 1e-2), [0.118738053, 0.454116499, 0.709583152], 1e-6))
  }

  @Test func `Principal components are NumPy's eigenvectors`() {
    let points = Matrix(rows: 10, columns: 3, values: smallModel.parameters)
    let found = PrincipalComponents(of: points)
    let directions: [Float] = [
      0.736130304, -0.555666007, -0.386454996, 0.474453129, 0.0164301704, 0.880127421,
    ]
    #expect(close(found.directions.values, directions))
  }
}
