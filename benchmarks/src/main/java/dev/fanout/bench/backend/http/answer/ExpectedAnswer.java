package dev.fanout.bench.backend.http.answer;

import dev.fanout.bench.backend.Excerpt;
import dev.fanout.bench.backend.Outcome;
import dev.fanout.report.measurement.PlainText;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An answer that has one of some statuses, and perhaps some text in its body.
 *
 * <p>Of those that are wrong in the same way, the first to come is shown.
 */
public final class ExpectedAnswer implements AnswerHandler {
  private static final int SEARCHED_FOR_SECRETS = 1 << 16;

  private final Statuses statuses;
  private final @Nullable Pattern text;
  private final UnaryOperator<String> mask;
  private final Map<String, Outcome> wrong = new ConcurrentHashMap<>();

  /**
   * The right answers of a shot.
   *
   * @param text what the body must have somewhere; absent if it may be anything
   * @param mask takes the secrets out of what is shown
   */
  public ExpectedAnswer(Statuses statuses, @Nullable Pattern text, UnaryOperator<String> mask) {
    this.statuses = statuses;
    this.text = text;
    this.mask = mask;
  }

  @Override
  public boolean takes(int status) {
    return true;
  }

  @Override
  public Outcome handle(Answer answer) {
    if (!statuses.include(answer.status())) {
      return wrong("HTTP status " + answer.status(), answer);
    }
    return text == null || text.matcher(answer.text()).find()
        ? Outcome.right()
        : wrong("a body without '%s'".formatted(text.pattern()), answer);
  }

  private Outcome wrong(String how, Answer answer) {
    return wrong.computeIfAbsent(
        how,
        _ -> {
          String shown = shown(answer.text());
          return new Outcome.Wrong(shown.isEmpty() ? how : how + ": " + shown);
        });
  }

  /** Without secrets first, since a part of one could not be recognised. */
  private String shown(String body) {
    String start = body.substring(0, Math.min(SEARCHED_FOR_SECRETS, body.length()));
    return Excerpt.of(PlainText.of(mask.apply(start)).strip());
  }
}
