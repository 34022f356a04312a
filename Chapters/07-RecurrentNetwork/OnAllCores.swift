import Matrices
import ReadAlong

/// The results of experiments that do not depend on each other, in their order.
func onAllCores<Result>(_ count: Int, _ experiment: (Int) -> Result) -> [Result] {
  let team = Team(count: min(cores, count))
  return [Result](unsafeUninitializedCapacity: count) { results, initialized in
    let start = results.baseAddress!
    team.run(team.count) { thread in
      for n in stride(from: thread, to: count, by: team.count) {
        (start + n).initialize(to: experiment(n))
      }
    }
    initialized = count
  }
}
