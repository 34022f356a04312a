import Matrices
import Testing

@Suite struct TeamTests {
  @Test(arguments: [1, 2, 3, 5])
  func `Every part is done once, time after time`(count: Int) {
    let team = Team(count: count)
    var counts = [Int](repeating: 0, count: count)
    for round in 1...200 {
      counts.withUnsafeMutableBufferPointer { counts in
        team.run(count) { part in counts[part] += part + round }
      }
    }
    #expect(counts == (0..<count).map { 200 * $0 + 20_100 })
  }
}
