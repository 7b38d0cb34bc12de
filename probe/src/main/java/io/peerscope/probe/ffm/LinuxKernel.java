package io.peerscope.probe.ffm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.peerscope.probe.kernel.Answer;
import io.peerscope.probe.kernel.Ioctl;
import io.peerscope.probe.kernel.VfioKernel;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The kernel itself, on 64-bit Linux. Looked up when it is made, so that nothing native is loaded
/// before somebody asks for a level that needs it.
public final class LinuxKernel implements VfioKernel {

  private static final int O_RDWR_CLOEXEC = 0x80002;
  private static final int PROT_READ = 1;
  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_SHARED = 1;

  /// Private, anonymous, populated: with pages of its own. Untouched memory is the kernel's one
  /// page of zeros, which VFIO takes without counting it as locked, so that it would tell nothing.
  private static final int MAP_FRESH = 0x8022;

  /// The kernel may fill more than the structure that we know; what lies behind it is ours too.
  private static final int SLACK = 4096;

  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private final MethodHandle open;
  private final MethodHandle ioctl;
  private final MethodHandle pread;
  private final MethodHandle mmap;
  private final MethodHandle munmap;
  private final MethodHandle close;

  public LinuxKernel() {
    open = handle("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), 2);
    ioctl = handle("ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG), 2);
    pread =
        handle("pread", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG));
    mmap =
        handle(
            "mmap",
            FunctionDescriptor.of(
                JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
    munmap = handle("munmap", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
    close = handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  }

  @SuppressWarnings("restricted") // the calls of the C library that are named here, and no others
  private static MethodHandle handle(String name, FunctionDescriptor type) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), type, Linker.Option.captureCallState("errno"));
  }

  @SuppressWarnings("restricted") // the calls of the C library that are named here, and no others
  private static MethodHandle handle(String name, FunctionDescriptor type, int firstVariadic) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        type,
        Linker.Option.captureCallState("errno"),
        Linker.Option.firstVariadicArg(firstVariadic));
  }

  /// A call of the C library; -1 means that errno tells why.
  @FunctionalInterface
  private interface Call {
    long with(Arena arena, MemorySegment state) throws Throwable;
  }

  private static Answer answer(Call call) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      long value = call.with(arena, state);
      return value == -1 ? Answer.failed((int) ERRNO.get(state, 0L)) : Answer.of(value);
    } catch (RuntimeException | Error defect) {
      throw defect;
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public Answer open(String node) {
    if (!node.startsWith("/dev/")) {
      throw new IllegalArgumentException(node + " is no node of a device");
    }
    return answer(
        (arena, state) -> (int) open.invokeExact(state, arena.allocateFrom(node), O_RDWR_CLOEXEC));
  }

  @Override
  public Answer request(int descriptor, Ioctl request, long argument) {
    return answer((_, state) ->
        (int) ioctl.invokeExact(state, descriptor, (long) request.number(), argument));
  }

  @Override
  public Answer request(int descriptor, Ioctl request, byte[] block) {
    return answer((arena, state) -> {
      MemorySegment bytes = arena.allocate(block.length + (long) SLACK, Long.BYTES);
      MemorySegment.copy(block, 0, bytes, JAVA_BYTE, 0, block.length);
      int value =
          (int) ioctl.invokeExact(state, descriptor, (long) request.number(), bytes.address());
      MemorySegment.copy(bytes, JAVA_BYTE, 0, block, 0, block.length);
      return value;
    });
  }

  @Override
  public Answer request(int descriptor, Ioctl request, byte[] block, int pointerAt, byte[] array) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment filled = arena.allocate(Math.max(1, array.length), Long.BYTES);
      ByteBuffer.wrap(block).order(ByteOrder.nativeOrder()).putLong(pointerAt, filled.address());
      Answer answer = request(descriptor, request, block);
      MemorySegment.copy(filled, JAVA_BYTE, 0, array, 0, array.length);
      return answer;
    }
  }

  @Override
  public Answer read(int descriptor, long offset, byte[] into) {
    return answer((arena, state) -> {
      MemorySegment bytes = arena.allocate(Math.max(1, into.length));
      long count = (long) pread.invokeExact(state, descriptor, bytes, (long) into.length, offset);
      MemorySegment.copy(bytes, JAVA_BYTE, 0, into, 0, (int) Math.max(0, count));
      return count;
    });
  }

  @Override
  public Answer mapForReading(int descriptor, long offset, long size) {
    return answer((_, state) ->
        (long) mmap.invokeExact(state, 0L, size, PROT_READ, MAP_SHARED, descriptor, offset));
  }

  @Override
  public Answer mapMemory(long size) {
    return answer(
        (_, state) -> (long) mmap.invokeExact(state, 0L, size, PROT_READ_WRITE, MAP_FRESH, -1, 0L));
  }

  @Override
  public Answer unmap(long address, long size) {
    return answer((_, state) -> (int) munmap.invokeExact(state, address, size));
  }

  @Override
  public Answer close(int descriptor) {
    return answer((_, state) -> (int) close.invokeExact(state, descriptor));
  }
}
