package io.peerscope.probe.guest;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// System calls of the lane's own, so that the program is not checked with the program.
///
/// Unlike the probe it may do what the probe must not: it writes, and asks what is wrong.
final class OwnCalls {

  private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private final MemorySegment state = Arena.global().allocate(STATE);
  private final MethodHandle open = find("open", 2, JAVA_INT, ADDRESS, JAVA_INT);
  private final MethodHandle ioctl = find("ioctl", 2, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);
  private final MethodHandle pread =
      find("pread", 9, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
  private final MethodHandle pwrite =
      find("pwrite", 9, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
  private final MethodHandle mmap =
      find("mmap", 9, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
  private final MethodHandle munmap = find("munmap", 9, JAVA_INT, JAVA_LONG, JAVA_LONG);
  private final MethodHandle close = find("close", 9, JAVA_INT, JAVA_INT);

  @SuppressWarnings("restricted") // the calls of the C library that are named above
  private static MethodHandle find(
      String name, int variadicFrom, MemoryLayout result, MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    var capture = Linker.Option.captureCallState("errno");
    var type = FunctionDescriptor.of(result, arguments);
    MemorySegment symbol = linker.defaultLookup().findOrThrow(name);
    return variadicFrom < arguments.length
        ? linker.downcallHandle(symbol, type, capture, Linker.Option.firstVariadicArg(variadicFrom))
        : linker.downcallHandle(symbol, type, capture);
  }

  private interface Call {
    long make() throws Throwable;
  }

  /// A result, or the errno with its sign turned.
  private long result(Call call) {
    try {
      long value = call.make();
      return value == -1 ? -(int) ERRNO.get(state, 0L) : value;
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  long open(String path) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocateFrom(path);
      return result(() -> (int) open.invokeExact(state, text, 2));
    }
  }

  long ioctl(long descriptor, int request, long argument) {
    return result(() -> (int) ioctl.invokeExact(state, (int) descriptor, (long) request, argument));
  }

  long ioctl(long descriptor, int request, MemorySegment argument) {
    return ioctl(descriptor, request, argument.address());
  }

  long read(long descriptor, MemorySegment into, long offset) {
    return result(
        () -> (long) pread.invokeExact(state, (int) descriptor, into, into.byteSize(), offset));
  }

  long write(long descriptor, MemorySegment from, long offset) {
    return result(
        () -> (long) pwrite.invokeExact(state, (int) descriptor, from, from.byteSize(), offset));
  }

  /// Fresh memory of the process.
  long memory(long size, int protection) {
    return result(() -> (long) mmap.invokeExact(state, 0L, size, protection, 0x22, -1, 0L));
  }

  long map(long descriptor, long offset, long size) {
    return result(() -> (long) mmap.invokeExact(state, 0L, size, 3, 1, (int) descriptor, offset));
  }

  /// A mapping that stays keeps the device open, whatever is closed.
  void unmap(long address, long size) {
    result(() -> (int) munmap.invokeExact(state, address, size));
  }

  void close(long descriptor) {
    result(() -> (int) close.invokeExact(state, (int) descriptor));
  }
}
