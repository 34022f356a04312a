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

  @Test func `Threads that have no part do nothing`() {
    let team = Team(count: 5)
    var counts = [Int](repeating: 0, count: 5)
    for _ in 1...200 {
      counts.withUnsafeMutableBufferPointer { counts in
        for parts in 1...5 { team.run(parts) { part in counts[part] += 1 } }
      }
    }
    #expect(counts == [1000, 800, 600, 400, 200])
  }
}
