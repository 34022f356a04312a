import Foundation

/// The bytes of a file; one whose name ends in `.gz` is unpacked by the system's own `gzip`.
/// Throws a `UserError` for a file that is missing, unreadable, a folder, or broken gzip, and for one too large
/// for the memory there is.
///
/// - Parameter room: how many bytes of memory each byte takes once it is read and made use of.
public func readBytes(_ path: String, room: Int = 3) throws -> [UInt8] {
  let file = try openForReading(path)
  defer { close(file) }
  let isPacked = path.hasSuffix(".gz")
  let bytes = try isPacked ? unpack(file, named: path) : readToEnd(file, named: path, room: room)
  if isPacked { try expectMemory(clampedProduct(bytes.count, room), for: "cannot read \(quoted(path))") }
  return bytes
}

/// The bytes of a file as they are, packed or not.
func readToEnd(_ path: String) throws -> [UInt8] {
  let file = try openForReading(path)
  defer { close(file) }
  return try readToEnd(file, named: path)
}

/// The text of a UTF-8 file, unpacked as by `readBytes`.
/// Throws a `UserError` as `readBytes` does, and for bytes that are not UTF-8, naming the first.
public func readText(_ path: String, room: Int = 3) throws -> String {
  let bytes = try readBytes(path, room: room)
  guard let text = String(validating: bytes, as: UTF8.self) else {
    let offset = validPrefixLength(bytes)
    throw UserError(
      "\(quoted(path)), byte \(offset): found 0x\(hex(bytes[offset], digits: 2)), expected UTF-8 text")
  }
  return text
}

/// Writes the bytes beside `path` and renames: `path` holds either all of them or what it held before.
/// Throws a `UserError` saying why it could not be written: only an ordinary file is replaced, no device, pipe or
/// socket, and none that standard output or error goes to.
///
/// The new file has the old one's mode and, where the system allows it, its owner and group. A symbolic link stays,
/// and what it leads to is replaced. Another name of the old file (a hard link) keeps the old contents.
///
/// - Parameter check: reads the new file, while the old one is still there; what it throws keeps the old one.
public func writeSafely(
  _ bytes: [UInt8], to path: String, readingBack check: (String) throws -> Void = { _ in }
) throws {
  try replaceFile(path, readingBack: check) { file in try writeAll(bytes, to: file, named: path) }
}

/// Writes the text in UTF-8, as `writeSafely(_:to:readingBack:)` writes bytes.
public func writeSafely(
  _ text: String, to path: String, readingBack check: (String) throws -> Void = { _ in }
) throws {
  try writeSafely(Array(text.utf8), to: path, readingBack: check)
}

/// Throws a `UserError` if a file could not be written to `path`: known before hours of work, not after.
public func expectWritable(_ path: String) throws {
  let target = try writableTarget(path)
  try expectReplaceable(target, named: path)
  let (file, partial) = try openPartial(beside: target, named: path)
  close(file)
  guard partial.remove() else { throw UserError("cannot write \(quoted(path)): \(systemError())") }
}

/// Throws a `UserError` for a file that may be written, but not replaced: where another is mounted, or that only grows,
/// or a stranger's in a folder like /tmp.
private func expectReplaceable(_ target: String, named path: String) throws {
  var status = stat()
  guard lstat(target, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
  // Asked to remove a folder, the system first looks whether anything of this name may be removed, then what it is.
  if rmdir(target) != 0, [EPERM, EACCES, EBUSY].contains(errno) {
    throw UserError("cannot write \(quoted(path)): it may not be replaced: \(systemError())")
  }
  if let mount = mountNumber(target), let around = mountNumber(folder(of: target)), mount != around {
    throw UserError("cannot write \(quoted(path)): it may not be replaced: it is mounted there")
  }
}

/// Whether names may be added to a folder and not taken away: `chattr +a`, or `chflags uappnd` on a Mac.
private func isAppendOnly(_ folder: String) -> Bool {
  #if os(Linux)
    let file = open(folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
    guard file >= 0 else { return false }
    defer { close(file) }
    // FS_IOC_GETFLAGS and FS_APPEND_FL, which the system's headers give to C alone
    var flags = 0
    let question = 0x8000_6601 | UInt(MemoryLayout<Int>.size) << 16
    return ioctl(file, question, &flags) == 0 && flags & 0x20 != 0
  #else
    var status = stat()
    return stat(folder, &status) == 0 && status.st_flags & UInt32(UF_APPEND | SF_APPEND) != 0
  #endif
}

/// What Linux calls the mount that a file is opened through; nil elsewhere, and for one that cannot be read.
private func mountNumber(_ path: String) -> String? {
  let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  guard file >= 0 else { return nil }
  defer { close(file) }
  let facts = try? String(contentsOfFile: "/proc/self/fdinfo/\(file)", encoding: .utf8)
  return facts?.split(separator: "\n").first { $0.hasPrefix("mnt_id:") }.map(String.init)
}

/// Makes a folder, and those above it; one that exists is left as it is.
/// Throws a `UserError` if it cannot be made.
public func makeDirectory(_ path: String) throws {
  do {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  } catch {
    let reason =
      !path.hasPrefix("/") && isWorkingFolderGone
      ? "the folder that this runs in was removed" : "expected a place that can be written"
    throw UserError("cannot make the folder \(quoted(path)): \(reason)")
  }
}

private var isWorkingFolderGone: Bool {
  guard let path = getcwd(nil, 0) else { return errno == ENOENT }
  free(path)
  return false
}

// MARK: - Reading

/// More than this is not read from what does not know its length: a pipe, or what `gzip` makes of a file.
private let mostBytes = 1 << 30

/// How much memory is to be left beside what is asked for.
private let spareBytes = 16 << 20

/// Throws a `UserError` if there is no memory for so many bytes, before it is asked for in earnest and the program
/// ends without a word.
public func expectMemory(_ bytes: Int, for purpose: @autoclosure () -> String) throws {
  guard bytes > 1 << 20 else { return }
  // With what is asked for in passing: a line of text, a thread, room that an array does not use
  let bytes = min(bytes, .max - spareBytes) + spareBytes
  // What a machine has altogether, and what this process may still have
  let all = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
  let probe =
    bytes <= all ? mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0) : MAP_FAILED
  guard let probe, probe != MAP_FAILED else {
    throw UserError("\(purpose()): that needs \(bytes >> 20) MB of memory, more than there is")
  }
  munmap(probe, bytes)
}

/// Throws a `UserError` for a program that was told nothing of what it shall do, not even its own name, or that has
/// hardly more memory than it takes to say so.
package func expectBeginning(_ arguments: [String]) throws {
  guard !arguments.isEmpty else {
    throw UserError(
      "cannot tell what is asked for: the system shows no arguments, expected them in /proc/self")
  }
  try expectMemory(2 << 20, for: "cannot begin")
}

/// The memory that this process has, in bytes.
public func memoryTaken() -> Int {
  #if canImport(Darwin)
    var usage = rusage()
    getrusage(RUSAGE_SELF, &usage)
    return usage.ru_maxrss
  #else
    // The most that it has had is no measure here: a program begins with that of the one that started it.
    let pages = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ").first
    return sysconf(Int32(_SC_PAGESIZE)) * (pages.flatMap { Int($0) } ?? 0)
  #endif
}

/// The product, or the largest number if it is larger.
public func clampedProduct(_ factors: Int...) -> Int {
  var product = 1
  for factor in factors {
    let (next, overflow) = product.multipliedReportingOverflow(by: factor)
    if overflow { return .max }
    product = next
  }
  return product
}

package func openForReading(_ path: String) throws -> Int32 {
  if isFolder(path) { throw UserError("cannot read \(quoted(path)): it is a folder, expected a file") }
  let file = open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { throw UserError("cannot read \(quoted(path)): \(systemError())") }
  var status = stat()
  if fstat(file, &status) == 0, [S_IFCHR, S_IFBLK].contains(status.st_mode & S_IFMT), isatty(file) == 0,
    path != "/dev/null"
  {
    close(file)
    throw UserError("cannot read \(quoted(path)): it is a device, expected a file")
  }
  if status.st_mode & S_IFMT == S_IFIFO, let door = ownDoor(status) {
    close(file)
    throw UserError("cannot read \(quoted(path)): standard \(door) goes there, expected another")
  }
  FilesRead.shared.insert(status)
  return file
}

/// The files that this process has read: what it writes must not take their place.
private final class FilesRead: @unchecked Sendable {
  static let shared = FilesRead()
  private struct Identity: Hashable {
    let device: dev_t
    let number: ino_t
  }
  private let lock = NSLock()
  private var files: Set<Identity> = []
  private var named: Set<Identity> = []
  var isOn = false

  func insert(_ status: stat) {
    guard isOn, status.st_mode & S_IFMT == S_IFREG else { return }
    lock.withLock { _ = files.insert(Identity(device: status.st_dev, number: status.st_ino)) }
  }

  func name(_ status: stat) {
    guard isOn else { return }
    lock.withLock { _ = named.insert(Identity(device: status.st_dev, number: status.st_ino)) }
  }

  /// Whether a file may be what a killed process left of a save.
  func mayBeLeft(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return true }
    let identity = Identity(device: status.st_dev, number: status.st_ino)
    return lock.withLock { !files.contains(identity) && !named.contains(identity) }
  }

  func contains(_ status: stat) -> Bool {
    lock.withLock { files.contains(Identity(device: status.st_dev, number: status.st_ino)) }
  }

  func remove(_ status: stat) {
    lock.withLock { _ = files.remove(Identity(device: status.st_dev, number: status.st_ino)) }
  }
}

/// From here on files that are read are not replaced. It is for programs: one that removes files, as tests do, sees
/// their numbers again.
package func protectWhatIsRead() { FilesRead.shared.isOn = true }

/// A file that the command line names is nothing that a killed process left, whatever its name ends in.
package func protectNamed(_ path: String) {
  var status = stat()
  if stat(path, &status) == 0 { FilesRead.shared.name(status) }
}

/// Keeps a file from being replaced as if it had been read.
func protect(_ path: String) {
  var status = stat()
  if stat(path, &status) == 0 { FilesRead.shared.insert(status) }
}

/// Allows a file that is or was read to be replaced: a saved training by what goes on from it, a page by a newer one.
package func allowReplacing(_ path: String) {
  var status = stat()
  if stat(path, &status) == 0 { FilesRead.shared.remove(status) }
}

/// Throws a `UserError` for a file that this process has read and may not replace, and for one that its own standard
/// output or error goes to.
package func expectUnread(_ path: String) throws {
  var status = stat()
  guard stat(path, &status) == 0 else { return }
  if FilesRead.shared.contains(status) {
    throw UserError("cannot write \(quoted(path)): it is a file that is read, expected another")
  }
  if status.st_mode & S_IFMT == S_IFREG, let door = ownDoor(status) {
    throw UserError("cannot write \(quoted(path)): standard \(door) goes there, expected another")
  }
}

/// Which of this process's own, standard output or error, goes to a file; nil for another file.
private func ownDoor(_ status: stat) -> String? {
  [(STDOUT_FILENO, "output"), (STDERR_FILENO, "error")].first { descriptor, _ in
    var door = stat()
    return fstat(descriptor, &door) == 0 && door.st_dev == status.st_dev && door.st_ino == status.st_ino
  }?.1
}

/// All bytes of an open file: of a regular one as many as it says it has, else, or beyond those, at most `limit`. Some
/// that the system makes up say 0, and have no end.
func readToEnd(_ file: Int32, named path: String, limit: Int = mostBytes, room: Int = 3) throws -> [UInt8] {
  var status = stat()
  let isRegular = fstat(file, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  var bytes: [UInt8] = []
  if isRegular {
    try expectMemory(clampedProduct(Int(status.st_size), room), for: "cannot read \(quoted(path))")
    bytes.reserveCapacity(Int(status.st_size))
  }
  var block = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = read(file, &block, block.count)
    if count == 0 { return bytes }
    if count > 0 {
      if let refusal = refusal(
        of: path, bytes, limit: isRegular && bytes.count < status.st_size ? .max : limit)
      {
        throw refusal
      }
      bytes += block[..<count]
    } else if errno != EINTR {
      throw UserError("cannot read \(quoted(path)): \(systemError())")
    }
  }
}

/// Why no more is read of a file that has given so many bytes; nil if there is more room.
private func refusal(of path: String, _ bytes: [UInt8], limit: Int) -> UserError? {
  if bytes.count > limit {
    return UserError("cannot read \(quoted(path)): it has more than \(limit) bytes, and no end in sight")
  }
  // An array that is full moves into one of twice its size.
  guard bytes.count + (1 << 16) > bytes.capacity else { return nil }
  do { try expectMemory(2 * bytes.capacity, for: "cannot read \(quoted(path))") } catch {
    return error as? UserError
  }
  return nil
}

/// What `gzip -dc` makes of an open file.
func unpack(
  _ file: Int32, named path: String, with program: String = "gzip", limit: Int = mostBytes
) throws -> [UInt8] {
  let output = try Pipe(for: path)
  let complaints = try Pipe(for: path)
  signal(SIGCHLD, SIG_DFL)  // whoever ignores it never hears how a child ended
  let child = try start(program, ["-dc"], input: file, output.end, complaints.end, named: path)
  output.closeEnd()
  complaints.closeEnd()
  // Read together: a program that waits for its complaints to be read would write nothing more.
  var (bytes, complaint): ([UInt8], [UInt8]) = ([], [])
  var open = [
    pollfd(fd: output.start, events: Int16(POLLIN), revents: 0),
    pollfd(fd: complaints.start, events: Int16(POLLIN), revents: 0),
  ]
  var block = [UInt8](repeating: 0, count: 1 << 16)
  var refused: UserError?
  while open.contains(where: { $0.fd >= 0 }), refused == nil {
    if poll(&open, nfds_t(open.count), -1) < 0, errno != EINTR { break }
    for index in open.indices where open[index].fd >= 0 && open[index].revents != 0 {
      let count = read(open[index].fd, &block, block.count)
      if count < 0, errno == EINTR { continue }
      if count <= 0 {
        open[index].fd = -1
      } else if index == 0 {
        refused = refusal(of: path, bytes, limit: limit)
        if refused == nil { bytes += block[..<count] }
      } else if complaint.count < 1 << 12 {
        // A line of complaint is enough; the rest is read and forgotten.
        complaint += block[..<count]
      }
    }
  }
  if refused != nil { kill(child, SIGKILL) }
  var status: Int32 = -1
  while waitpid(child, &status, 0) < 0, errno == EINTR {}
  if let refused { throw refused }
  if status != 0 {
    let line = String(decoding: complaint, as: UTF8.self).split(separator: "\n").first ?? "it failed"
    throw UserError("cannot unpack \(quoted(path)): \(quoted(String(line), marks: false))")
  }
  return bytes
}

/// A pipe whose ends are closed in the end.
private final class Pipe {
  let start: Int32
  private(set) var end: Int32

  init(for path: String) throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw UserError("cannot unpack \(quoted(path)): \(systemError())") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (start, end) = (ends[0], ends[1])
  }

  func closeEnd() {
    if end >= 0 { close(end) }
    end = -1
  }

  deinit {
    closeEnd()
    close(start)
  }
}

private func start(
  _ program: String, _ arguments: [String], input: Int32, _ output: Int32, _ complaints: Int32,
  named path: String
) throws -> pid_t {
  #if canImport(Darwin)
    var actions: posix_spawn_file_actions_t?
  #else
    var actions = posix_spawn_file_actions_t()
  #endif
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  for (from, to) in [(input, STDIN_FILENO), (output, STDOUT_FILENO), (complaints, STDERR_FILENO)] {
    posix_spawn_file_actions_adddup2(&actions, from, to)
  }
  let copies = ([program] + arguments).map { strdup($0) }
  defer { for copy in copies { free(copy) } }
  var words = copies + [nil]
  var child: pid_t = 0
  let error = posix_spawnp(&child, program, &actions, nil, &words, environ)
  if error == ENOENT {
    throw UserError("cannot unpack \(quoted(path)): this system has no program \(program)")
  }
  guard error == 0 else {
    throw UserError("cannot unpack \(quoted(path)): \(program): \(String(cString: strerror(error)))")
  }
  return child
}

/// How many bytes at the front are UTF-8.
private func validPrefixLength(_ bytes: [UInt8]) -> Int {
  var parser = Unicode.UTF8.ForwardParser()
  var remaining = bytes.makeIterator()
  var length = 0
  while case .valid(let scalar) = parser.parseScalar(from: &remaining) {
    length += scalar.count
  }
  return length
}

// MARK: - Writing

/// Lets `write` fill a new file beside `path`, then puts it in the place of `path`; a failure leaves
/// nothing of the new file and all of the old one.
package func replaceFile(
  _ path: String, readingBack check: (String) throws -> Void = { _ in }, write: (Int32) throws -> Void
) throws {
  let target = try writableTarget(path)
  let (file, partial) = try openPartial(beside: target, named: path)
  do {
    defer { close(file) }
    var status = stat()
    if stat(target, &status) == 0 {
      // Where the owner cannot be given, the group may; the mode last, which a new owner changes.
      if fchown(file, status.st_uid, status.st_gid) != 0 { _ = fchown(file, .max, status.st_gid) }
      fchmod(file, status.st_mode & 0o7777)
    }
    try write(file)
    do {
      try check(partial.path)
    } catch {
      let reason = "\(error)".replacing(partial.path, with: path)
      throw UserError("cannot write \(quoted(path)): it could not be read again: \(reason)")
    }
    allowReplacing(partial.path)
    guard fsync(file) == 0, rename(partial.path, target) == 0 else {
      throw UserError("cannot write \(quoted(path)): \(systemError())")
    }
    partial.forget()
  } catch {
    partial.remove()
    throw error
  }
}

/// The name of the file that is being written, kept where the handler of a signal finds it.
private struct Partial {
  nonisolated(unsafe) private static var current: UnsafeMutablePointer<CChar>?
  let path: String
  private let name: UnsafeMutablePointer<CChar>?

  init(_ path: String) {
    self.path = path
    name = strdup(path)
    Partial.current = name
  }

  func forget() {
    if Partial.current == name { Partial.current = nil }
    free(name)
  }

  /// Whether it could be removed.
  @discardableResult
  func remove() -> Bool {
    let isGone = unlink(path) == 0
    forget()
    return isGone
  }

  /// From here on a process that is told to end leaves nothing half-written.
  static func removeWhenEnded() {
    for ending in [
      SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU, SIGPIPE, SIGALRM, SIGUSR1, SIGUSR2,
    ] { hear(ending, endedBy) }
  }

  static let endedBy: @convention(c) (Int32) -> Void = { ending in
    Partial.removeCurrent()
    signal(ending, SIG_DFL)
    raise(ending)
  }

  static func removeCurrent() { if let name = current { unlink(name) } }
}

/// What is said where memory that nobody looked for before cannot be had; the runtime then aborts.
nonisolated(unsafe) private var lastWords: UnsafeMutablePointer<CChar>?

/// Ends a program that was aborted for want of memory as any other error does; one that was aborted while there is
/// plenty has a fault of its own.
private let abortedBy: @convention(c) (Int32) -> Void = { ending in
  let plenty = mmap(nil, 256 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0)
  guard plenty == MAP_FAILED, let lastWords else { return Partial.endedBy(ending) }
  Partial.removeCurrent()
  _ = write(STDERR_FILENO, lastWords, strlen(lastWords))
  _exit(1)
}

/// What a process does about signals: one that ends it leaves nothing half-written, and a file that may grow no
/// longer is an error of the write.
package func prepareForSignals(of program: String) {
  signal(SIGPIPE, SIG_DFL)
  signal(SIGXFSZ, SIG_IGN)
  Partial.removeWhenEnded()
  lastWords = strdup("\(program): there is too little memory for this\n")
  signal(SIGABRT, abortedBy)
}

/// Ends the process as a signal would that nobody has asked to hear of.
package func endBySignal(_ ending: Int32) { Partial.endedBy(ending) }

/// Handles a signal, unless it is ignored: what `nohup` or a shell's background ignores stays so.
package func hear(_ number: Int32, _ handler: @convention(c) (Int32) -> Void) {
  let earlier = signal(number, handler)
  if unsafeBitCast(earlier, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) { signal(number, SIG_IGN) }
}

/// What `SIGINT` does unless a training listens.
package func restoreInterruption() { hear(SIGINT, Partial.endedBy) }

/// Opens a new file beside the target: what others have there, whatever its name, is left alone.
private func openPartial(beside target: String, named path: String) throws -> (file: Int32, Partial) {
  let name = target.split(separator: "/").last.map(String.init) ?? ""
  guard name.utf8.count <= 255 else {
    throw UserError(
      "cannot write \(quoted(path)): its name has \(name.utf8.count) bytes, expected at most 255")
  }
  guard !isAppendOnly(folder(of: target)) else {
    throw UserError(
      "cannot write \(quoted(path)): a file of its folder may not be renamed, which can only be added to")
  }
  // A long name leaves no room for an ending.
  let stem = name.utf8.count > 230 ? hex(hash(name), digits: 16) : name
  removeStalePartials(of: stem, in: folder(of: target))
  for _ in 0..<100 {
    let partial = folder(of: target) + "/" + partialName(of: stem, .random(in: 0...UInt32.max))
    // Known to the handler of a signal before it exists
    let unfinished = Partial(partial)
    let file = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard file >= 0 else {
      let (number, reason) = (errno, systemError())
      unfinished.forget()
      if number == EEXIST { continue }
      throw UserError("cannot write \(quoted(path)): \(reason)")
    }
    // Before it had the lock, another process may have taken it for what a killed one left.
    var (own, there) = (stat(), stat())
    let isOurs = flock(file, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
    if isOurs, fstat(file, &own) == 0, lstat(partial, &there) == 0, own.st_ino == there.st_ino {
      return (file, unfinished)
    }
    unfinished.remove()
    close(file)
  }
  throw UserError("cannot write \(quoted(path)): another process writes it")
}

/// The name of a file while it is written: "model.0123ABCD89EF4567.partial". The second eight digits follow from the
/// first and the name, which tells it from the files of others.
func partialName(of stem: String, _ number: UInt32) -> String {
  let start = stem + "." + hex(number, digits: 8)
  return start + hex(UInt32(truncatingIfNeeded: hash(start)), digits: 8) + ".partial"
}

private func hash(_ text: String) -> UInt64 {
  text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
}

/// Removes what killed processes left: files of such names that nobody has locked.
private func removeStalePartials(of stem: String, in folder: String) {
  guard let entries = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return }
  for entry in entries where entry.hasSuffix(".partial") {
    guard let number = UInt32(entry.dropLast(16).suffix(8), radix: 16),
      entry == partialName(of: stem, number), FilesRead.shared.mayBeLeft(folder + "/" + entry)
    else { continue }
    let file = open(folder + "/" + entry, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard file >= 0 else { continue }
    if flock(file, LOCK_EX | LOCK_NB) == 0 { unlink(folder + "/" + entry) }
    close(file)
  }
}

/// Where a path leads through its links, of which the last may lead to nothing yet. Refuses a folder that
/// does not exist, and everything a rename should not replace.
private func writableTarget(_ path: String) throws -> String {
  guard !path.isEmpty, !path.utf8.contains(0) else {
    throw UserError("cannot write \(quoted(path)): expected a file's name")
  }
  guard !path.hasSuffix(".gz") else {
    throw UserError("cannot write \(quoted(path)): a file of this name is read as packed, expected no .gz")
  }
  try expectUnread(path)
  // Through all its links: that of /dev/stdout may lead to what has no name.
  var (found, status) = (stat(), stat())
  let isThere = stat(path, &found) == 0
  var target = path
  var steps = 0
  while let next = try link(target) {
    steps += 1
    guard steps <= 40 else { throw UserError("cannot write \(quoted(path)): its links go in a circle") }
    target = next.hasPrefix("/") ? next : folder(of: target) + "/" + next
  }
  guard isFolder(folder(of: target)) else {
    throw UserError(
      "cannot write \(quoted(path)): there is no folder \(quoted(folder(of: target), marks: false))")
  }
  guard stat(target, &status) == 0 || isThere else { return target }
  // Without a link another may have replaced it between the two looks
  guard found.st_mode & S_IFMT == S_IFREG,
    steps == 0 || found.st_dev == status.st_dev && found.st_ino == status.st_ino
  else {
    throw UserError("cannot write \(quoted(path)): it is \(isFolder(path) ? "a folder" : "no ordinary file")")
  }
  guard access(target, W_OK) == 0 else {
    throw UserError("cannot write \(quoted(path)): \(systemError())")
  }
  return target
}

/// What a symbolic link says; nil for what is none.
private func link(_ path: String) throws -> String? {
  var buffer = [CChar](repeating: 0, count: 4096)
  let count = readlink(path, &buffer, buffer.count)
  guard count > 0 else { return nil }
  guard let name = String(validating: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self) else {
    throw UserError("cannot write \(quoted(path)): the name that the link leads to is no UTF-8")
  }
  return name
}

/// The folder that holds a path: "." for a bare name.
private func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  let folder = path[..<slash]
  return folder.isEmpty ? "/" : String(folder)
}

/// Whether two paths are one file on the disk, through links or not; of two that are not there yet, whether
/// they would be.
public func isSameFile(_ first: String, _ second: String) -> Bool {
  var (one, other) = (stat(), stat())
  switch (stat(first, &one), stat(second, &other)) {
  case (0, 0): return one.st_dev == other.st_dev && one.st_ino == other.st_ino
  case (0, _), (_, 0): return false
  default:
    guard let left = try? writableTarget(first), let right = try? writableTarget(second),
      stat(folder(of: left), &one) == 0, stat(folder(of: right), &other) == 0
    else { return first == second }
    return one.st_dev == other.st_dev && one.st_ino == other.st_ino
      && left.split(separator: "/").last == right.split(separator: "/").last
  }
}

package func writeAll(_ bytes: [UInt8], to file: Int32, named path: String) throws {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    if count >= 0 {
      rest = rest.dropFirst(count)
    } else if errno != EINTR {
      throw UserError("cannot write \(quoted(path)): \(systemError())")
    }
  }
}

/// Puts a closed door where standard input, output or error is closed: the next file that is opened would
/// else take its place, and progress would land in the log.
package func closeDoors() {
  for (descriptor, way) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY)]
  where fcntl(descriptor, F_GETFD) < 0 {
    _ = open("/dev/null", way)
  }
}

/// Whether a path names a file of weights alone, as PyTorch and others read them.
public func isWeightsFile(_ path: String) -> Bool { path.hasSuffix(".safetensors") }

// MARK: - Words for errors

/// What the system says of the call that failed last.
package func systemError() -> String {
  String(cString: strerror(errno))
}

package func hex(_ number: some BinaryInteger, digits: Int) -> String {
  let text = String(number, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, digits - text.count)) + text
}

/// A text as a message may show it: control characters told, the middle of a long one left out.
///
/// - Parameter marks: whether quotation marks stand around it; by default only where it has such characters.
public func quoted(_ text: String, marks: Bool? = nil, limit: Int = 200) -> String {
  let scalars = Array(text.unicodeScalars)
  let cut =
    scalars.count > limit
    ? Array(scalars.prefix(limit * 6 / 10)) + ["…"] + Array(scalars.suffix(limit * 3 / 10)) : scalars
  let (shown, isPlain) = withoutControls(cut)
  return marks ?? (!isPlain || text.isEmpty) ? "\"" + shown + "\"" : shown
}

/// Names one after the other, cut like a text; as in a CSV file, one with a comma stands in quotation marks.
public func listed(_ names: [String]) -> String {
  quoted(
    names.map { $0.utf8.contains(UInt8(ascii: ",")) ? Table.line([$0]) : $0 }.joined(separator: ", "),
    marks: false)
}

/// A text of the data as output may show it: in one line, control characters told.
public func plain(_ text: String) -> String {
  text.utf8.allSatisfy { 0x20..<0x7F ~= $0 } ? text : withoutControls(text.unicodeScalars).shown
}

private func withoutControls(_ scalars: some Sequence<Unicode.Scalar>) -> (shown: String, isPlain: Bool) {
  var shown = ""
  var isPlain = true
  for scalar in scalars {
    switch scalar.properties.generalCategory {
    // What joins the letters of some scripts is no harm.
    case .format where ["\u{200C}", "\u{200D}"].contains(scalar): shown.unicodeScalars.append(scalar)
    case .control, .lineSeparator, .paragraphSeparator, .format:
      isPlain = false
      switch scalar {
      case "\n": shown += "\\n"
      case "\r": shown += "\\r"
      case "\t": shown += "\\t"
      default: shown += "\\u{\(String(scalar.value, radix: 16))}"
      }
    default: shown.unicodeScalars.append(scalar)
    }
  }
  return (shown, isPlain)
}
