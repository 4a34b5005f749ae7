package dev.fanout.bench.idiom;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.fanout.bench.idiom.Idioms.Ability;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class IdiomsTest {
  static Stream<Class<?>> all() {
    return new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.fanout.bench.idiom", "dev.fanout.bench.preview")
            .stream()
            .filter(each -> each.isAssignableTo(Idioms.class) && !each.isInterface())
            .map(JavaClass::reflect);
  }

  private static Set<String> asked() {
    return Arrays.stream(Idioms.class.getMethods())
        .map(Method::getName)
        .filter(name -> !name.equals("close"))
        .collect(Collectors.toSet());
  }

  /** One with a line for all that can be asked. */
  @ParameterizedTest
  @EnumSource
  void eachAbilityIsAMethod(Ability ability) {
    assertThat(ability.code(ExecutorIdioms.class)).isPresent();
  }

  @Test
  void eachMethodIsAnAbility() {
    assertThat(asked()).hasSize(Ability.values().length);
  }

  /** Else what it offers would count as not offered. */
  @ParameterizedTest
  @MethodSource("all")
  void whatTheyOfferHasItsLineOfCode(Class<?> idioms) {
    assertThat(idioms.getDeclaredMethods())
        .filteredOn(method -> asked().contains(method.getName()) && !method.isSynthetic())
        .filteredOn(method -> method.getReturnType() != java.util.stream.IntStream.class)
        .isNotEmpty()
        .allSatisfy(
            method -> {
              assertThat(method.isAnnotationPresent(Code.class)).as(method.toString()).isTrue();
              assertThat(method.getAnnotation(Code.class).value()).isNotBlank();
            });
  }

  @Test
  void thereAreSome() {
    assertThat(all()).contains(SerialIdioms.class).hasSizeGreaterThan(5);
  }
}
