/// The median time of a call, in seconds.
///
/// Calls too short to be timed alone are taken in groups of a millisecond. Fifteen groups are timed, fewer if they
/// take long but never less than five, after some that are not counted.
///
/// - Parameter atLeast: how long to measure, in seconds.
public func secondsPerCall(atLeast: Double = 0, _ work: () throws -> Void) rethrows -> Double {
  let clock = ContinuousClock()
  func seconds(_ calls: Int) throws -> Double {
    let start = clock.now
    for _ in 0..<calls { try work() }
    return (clock.now - start) / .seconds(1)
  }
  var calls = 1
  while calls < 1 << 20, try seconds(calls) < 0.001 { calls *= 2 }
  var times: [Double] = []
  var elapsed = 0.0
  while times.count < 5 || times.count < 15 && elapsed < 0.3 || elapsed < atLeast {
    times.append(try seconds(calls) / Double(calls))
    elapsed += times[times.count - 1] * Double(calls)
  }
  return times.sorted()[times.count / 2]
}
