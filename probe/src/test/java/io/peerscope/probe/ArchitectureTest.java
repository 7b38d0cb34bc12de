package io.peerscope.probe;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import io.peerscope.probe.kernel.VfioKernel;
import java.io.FileOutputStream;
import java.io.RandomAccessFile;
import java.lang.reflect.Method;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// What the probe cannot do because no class of it could.
class ArchitectureTest {

  private static final String ROOT = "io.peerscope.probe";

  /// Below this number the importer has missed our classes, and every rule would hold for nothing.
  private static final int FEWEST_CLASSES = 30;

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void rulesSeeTheProbe() {
    assertThat(CLASSES.size()).isGreaterThanOrEqualTo(FEWEST_CLASSES);
  }

  @Test
  void packagesUseOnlyLowerOnes() {
    Architectures.layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("kernel")
        .definedBy(ROOT + ".kernel..")
        .layer("ffm")
        .definedBy(ROOT + ".ffm..")
        .layer("report")
        .definedBy(ROOT + ".report..")
        .layer("level")
        .definedBy(ROOT + ".level..")
        .layer("cli")
        .definedBy(ROOT + ".cli..")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("level")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("ffm")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("report")
        .mayOnlyBeAccessedByLayers("level", "cli")
        .because("one reads the probe from what the kernel can be asked upwards")
        .check(CLASSES);
  }

  @Test
  void nativeCallsAreInOnePlace() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".ffm..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.lang.foreign..")
        .because("whoever allows the probe on a server reads one file to see every native call")
        .check(CLASSES);
  }

  @Test
  void nothingOpensAFileForWriting() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(FileOutputStream.class, RandomAccessFile.class, FileChannel.class)
        .because("below /sys a write does something to the hardware")
        .check(CLASSES);
    for (String name : new String[] {"write", "writeString", "newOutputStream", "copy", "move"}) {
      noClasses().should().callMethodWhere(new FilesCall(name)).check(CLASSES);
    }
  }

  private static final class FilesCall extends DescribedPredicate<JavaMethodCall> {

    private final String name;

    FilesCall(String name) {
      super("Files." + name);
      this.name = name;
    }

    @Override
    public boolean test(JavaMethodCall call) {
      return call.getTargetOwner().isEquivalentTo(Files.class) && call.getName().equals(name);
    }
  }

  /// No `write`, no `pwrite`, no mapping for writing.
  @Test
  void kernelHasNoCallThatWrites() {
    assertThat(Arrays.stream(VfioKernel.class.getMethods()).map(Method::getName))
        .containsOnly("open", "request", "read", "mapForReading", "mapMemory", "unmap", "close");
  }
}
