import Foundation
import Matrices

/// The threads that this machine runs at once, at most 64.
public let cores = min(64, ProcessInfo.processInfo.activeProcessorCount)

/// The results of experiments that do not depend on each other, in their order. Thread n of N runs the experiments
/// n, n + N, n + 2N and so on.
/// - Throws: what the first experiment threw, in their order, that threw.
public func onAllCores<Answer, Failure: Error>(
  _ count: Int, _ experiment: (Int) throws(Failure) -> Answer
) throws(Failure) -> [Answer] {
  let team = Team(count: min(cores, count))
  let results = [Result<Answer, Failure>](unsafeUninitializedCapacity: count) { results, initialized in
    let start = results.baseAddress!
    team.run(team.count) { thread in
      for n in stride(from: thread, to: count, by: team.count) {
        (start + n).initialize(to: Result { () throws(Failure) in try experiment(n) })
      }
    }
    initialized = count
  }
  var answers: [Answer] = []
  for result in results { answers.append(try result.get()) }
  return answers
}
