/// The median time of a call, in seconds: calls are grouped until a group takes a millisecond.
func secondsPerCall(_ work: () throws -> Void) rethrows -> Double {
  func seconds(_ calls: Int) throws -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    for _ in 0..<calls { try work() }
    return (clock.now - start) / .seconds(1)
  }
  var calls = 1
  while calls < 1 << 20, try seconds(calls) < 0.001 { calls *= 2 }
  let times = try (0..<15).map { _ in try seconds(calls) / Double(calls) }
  return times.sorted()[times.count / 2]
}
