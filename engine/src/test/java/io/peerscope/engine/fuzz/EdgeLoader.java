package io.peerscope.engine.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Objects;
import java.util.TreeMap;

/// Loads the engine a second time, with a call of [Edges] wherever code branches or is branched to.
final class EdgeLoader extends ClassLoader {

  private static final String ENGINE = "io.peerscope.engine.";
  private static final ClassDesc EDGES = ClassDesc.of(Edges.class.getName());
  private static final MethodTypeDesc HIT =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int);

  private final ClassLoader plain;
  private final ClassFile classFile;
  private final TreeMap<Integer, String> firstPlaces = new TreeMap<>();
  private int places;

  EdgeLoader(ClassLoader parent) {
    super(parent);
    plain = parent;
    classFile =
        ClassFile.of(
            ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(parent)));
  }

  /// How many places the classes loaded so far have.
  int places() {
    return places;
  }

  /// The class that a place is in.
  String classOf(int place) {
    return Objects.requireNonNull(firstPlaces.floorEntry(place)).getValue();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(ENGINE) || name.equals(Edges.class.getName())) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known == null ? define(name) : known;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    String resource = name.replace('.', '/') + ".class";
    try (InputStream stream = plain.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] original = stream.readAllBytes();
      boolean isOfHarness = name.startsWith(ENGINE + "fuzz.");
      byte[] bytes = isOfHarness ? original : instrumented(name, original);
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException unreadable) {
      throw new ClassNotFoundException(name, unreadable);
    }
  }

  private byte[] instrumented(String name, byte[] original) {
    firstPlaces.put(places, name);
    return classFile.transformClass(
        classFile.parse(original),
        ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(Marker::new)));
  }

  /// Marks the beginning of a method, what is branched to, and what follows a branch not taken.
  private final class Marker implements CodeTransform {

    @Override
    public void atStart(CodeBuilder code) {
      mark(code);
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
      code.with(element);
      boolean isNotTaken =
          element instanceof BranchInstruction branch
              && branch.opcode() != Opcode.GOTO
              && branch.opcode() != Opcode.GOTO_W;
      if (isNotTaken || element instanceof LabelTarget) {
        mark(code);
      }
    }

    private void mark(CodeBuilder code) {
      code.loadConstant(places++).invokestatic(EDGES, "hit", HIT);
    }
  }
}
