import Matrices
import Testing
import Word2Vec

@testable import func Word2VecChapter.nearOne

struct NearOneTests {
  @Test func `Very long and very short vectors keep their direction, and the others their bits`() {
    let X: Matrix = [[3e30, 4e30], [-3e-30, 4e-30], [0, 0], [0.1, 0.7]]
    let near = nearOne(X)
    #expect(near[row: 2] == X[row: 2] && near[row: 3] == X[row: 3])
    let unit = withUnitRows(near)
    #expect(abs(unit[0, 0] - 0.6) < 1e-6 && abs(unit[0, 1] - 0.8) < 1e-6)
    #expect(abs(unit[1, 0] + 0.6) < 1e-6 && abs(unit[1, 1] - 0.8) < 1e-6)
  }
}
