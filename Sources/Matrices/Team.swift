// Threads that stay. A step of training takes a hundred microseconds, and to wake a sleeping thread takes tens; so a
// worker without work looks for some a while before it sleeps.
//
// What the threads share is handed over by semaphores: one for each worker to begin, one to say that it is done.
// Embedded Swift has no threads: there a team does all parts itself, one after the other.

#if !hasFeature(Embedded)
  import Dispatch
#endif

/// Some threads that do parts of one piece of work at the same time.
public final class Team {
  /// The threads, the caller's own included.
  public let count: Int
  #if !hasFeature(Embedded)
    private let workers: [Worker]
    private let done = DispatchSemaphore(value: 0)
  #endif

  /// - Parameter count: at least 1.
  public init(count: Int) {
    require(count > 0, "a team of \(count) threads")
    self.count = count
    #if !hasFeature(Embedded)
      let done = done
      workers = (1..<count).map { Worker(part: $0, done: done) }
      for (index, worker) in workers.enumerated() {
        DispatchQueue(label: "team \(index + 1)", qos: .userInitiated).async { worker.serve() }
      }
    #endif
  }

  #if !hasFeature(Embedded)
    deinit {
      for worker in workers { worker.leave() }
    }
  #endif

  /// Calls `work` with 0, 1, … `parts` − 1, each on a thread of its own, and returns when all are done.
  public func run(_ parts: Int, _ work: (Int) -> Void) {
    require(parts <= count, "\(parts) parts for \(count) threads")
    #if hasFeature(Embedded)
      for part in 0..<parts { work(part) }
    #else
      if parts == 1 { return work(0) }
      withoutActuallyEscaping(work) { work in
        for worker in workers.prefix(parts - 1) { worker.receive(work) }
        work(0)
        for _ in 1..<parts { waitAwake(for: done) }
      }
    #endif
  }
}

#if !hasFeature(Embedded)
  /// A thread that does its part of every piece of work.
  private final class Worker: @unchecked Sendable {
    private let part: Int
    private let begin = DispatchSemaphore(value: 0)
    private let done: DispatchSemaphore
    private var work: (Int) -> Void = { _ in }
    private var leaves = false

    init(part: Int, done: DispatchSemaphore) {
      self.part = part
      self.done = done
    }

    func receive(_ work: @escaping (Int) -> Void) {
      self.work = work
      begin.signal()
    }

    func leave() {
      leaves = true
      begin.signal()
    }

    func serve() {
      while true {
        waitAwake(for: begin)
        if leaves { return }
        work(part)
        work = { _ in }  // let go of it before the team does
        done.signal()
      }
    }
  }

  /// Waits for a signal, the first while without sleeping.
  private func waitAwake(for semaphore: DispatchSemaphore) {
    let now = DispatchTime(uptimeNanoseconds: 0)
    for _ in 0..<20_000 {
      if semaphore.wait(timeout: now) == .success { return }
    }
    semaphore.wait()
  }
#endif
