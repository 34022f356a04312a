import Formats
import Foundation
import Matrices

/// The threads that this machine runs at once, at most 64 and as many as may be started.
public let cores = startableThreads(min(64, ProcessInfo.processInfo.activeProcessorCount))

extension Arguments {
  /// The value of --threads; unless it is given, fewer where fewer can be started. Throws a `UserError` for more than
  /// those.
  public func threads() throws -> Int {
    let count = try int("threads", in: 1...64)
    let most = startableThreads(count)
    if most < count, isGiven("threads") {
      throw UserError("cannot start \(count) threads: now no more than \(most) can be")
    }
    return most
  }
}

/// How many of so many threads can work: this one is there, the others must start.
private func startableThreads(_ count: Int) -> Int {
  guard count > 1 else { return count }
  var threads: [pthread_t] = []
  while threads.count < count - 1, let thread = threadAtGate() { threads.append(thread) }
  for _ in threads { gate.signal() }
  for thread in threads { pthread_join(thread, nil) }
  return threads.count + 1
}

private let gate = DispatchSemaphore(value: 0)

/// A thread that waits for the gate to open, and ends; nil if it cannot be started.
private func threadAtGate() -> pthread_t? {
  #if canImport(Darwin)
    var thread: pthread_t?
  #else
    var thread = pthread_t()
  #endif
  let error = pthread_create(
    &thread, nil,
    { _ in
      gate.wait()
      return nil
    }, nil)
  return error == 0 ? thread : nil
}

/// The results of experiments that do not depend on each other, in their order. A thread that is free takes the last
/// one that none has taken; the last are often the longest.
/// - Throws: what the first experiment threw, in their order, that threw.
public func onAllCores<Answer, Failure: Error>(
  _ count: Int, _ experiment: (Int) throws(Failure) -> Answer
) throws(Failure) -> [Answer] {
  let results = [Result<Answer, Failure>](unsafeUninitializedCapacity: count) { results, initialized in
    let start = results.baseAddress!
    Team(count: min(cores, count)).deal(count) { n, _ in
      (start + n).initialize(to: Result { () throws(Failure) in try experiment(n) })
    }
    initialized = count
  }
  var answers: [Answer] = []
  for result in results { answers.append(try result.get()) }
  return answers
}
