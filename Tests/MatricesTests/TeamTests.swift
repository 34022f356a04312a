import Foundation
import Testing

@testable import Matrices

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

  @Test func `Work is dealt to the threads in turn`() {
    for (threads, count) in [(1, 0), (3, 0), (3, 2), (3, 3), (3, 8)] {
      let team = Team(count: threads)
      var dealt = [Int](repeating: -1, count: count)
      dealt.withUnsafeMutableBufferPointer { dealt in
        team.deal(count) { index, thread in dealt[index] = thread }
      }
      #expect(dealt == (0..<count).map { $0 % threads })
    }
  }

  @Test func `Hundreds of teams live side by side`() {
    let teams = (0..<300).map { _ in Team(count: 2) }
    var counts = [Int](repeating: 0, count: 2)
    for _ in 1...2 {
      counts.withUnsafeMutableBufferPointer { counts in
        for team in teams { team.run(2) { part in counts[part] += 1 } }
      }
    }
    #expect(counts == [600, 600])
  }

  #if os(Linux)
    @Test func `The caller does the parts of threads that do not start`() async {
      await #expect(processExitsWith: .success) {
        // A thread's stack takes 8 MB of what may be addressed: some of 63 find room.
        let pages = try #require(
          String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ").first)
        let room = rlim_t(try #require(Int(pages)) * sysconf(Int32(_SC_PAGESIZE)) + 40 << 20)
        var limit = rlimit(rlim_cur: room, rlim_max: room)
        #expect(setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0)
        let team = Team(count: 64)
        var counts = [Int](repeating: 0, count: 64)
        for _ in 1...50 {
          counts.withUnsafeMutableBufferPointer { counts in
            for parts in [64, 7, 1] { team.run(parts) { part in counts[part] += 1 } }
          }
        }
        #expect(counts == (0..<64).map { $0 == 0 ? 150 : $0 < 7 ? 100 : 50 })
      }
    }

    @Test func `Of a team that is gone its threads' memory is gone too`() async {
      await #expect(processExitsWith: .success) {
        func pages() throws -> Int {
          let sizes = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
          return try #require(Int(sizes[0]))
        }
        // A thread's stack takes 8 MB of what may be addressed, as above; a few wait to be used again
        for _ in 1...50 { Team(count: 2).run(2) { _ in } }
        let before = try pages()
        for _ in 1...500 { Team(count: 2).run(2) { _ in } }
        let grown = try (pages() - before) * sysconf(Int32(_SC_PAGESIZE))
        #expect(grown < 1 << 30, "\(grown) bytes more")
      }
    }
  #endif
}
