package io.github.flinkbert.task.entities;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.testing.RandomSeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityTrimTest {

    /** What the model bordered is between the bars of the text; empty where nothing is left. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\0',
            textBlock =
                    """
                    PER; |Marie Curie 🎉| was born                 ; Marie Curie
                    PER; |🎉🎊 Marie Curie| was born                ; Marie Curie
                    PER; |Marie Curie👩‍👩‍👧|                        ; Marie Curie
                    LOC; |🇰🇷Seoul 🇰🇷|                             ; Seoul
                    LOC; |🏴󠁧󠁢󠁥󠁮󠁧󠁿 England 🏴󠁧󠁢󠁥󠁮󠁧󠁿|                            ; England
                    PER; |👋🏽 Ann 👋🏽|                             ; Ann
                    PER; |1️⃣ Ann 2️⃣|                              ; Ann
                    PER; |❤️‍🔥 Ann ❤️|                             ; Ann
                    PER; |🎉|                                      ;
                    ORG; |Apple™|                                  ; Apple
                    LOC; |Paris,| and                              ; Paris
                    LOC; |-Paris–|                                 ; Paris
                    LOC; |Warsaw.| Then                            ; Warsaw
                    LOC; |Paris!|                                  ; Paris
                    PER; |José|                                  ; José
                    LOC; |U.S.| troops                             ; U.S.
                    ORG; |Apple Inc.| said                         ; Apple Inc.
                    ORG; |Foo Ltd.| said                           ; Foo Ltd.
                    PER; |Martin Luther King Jr.| said             ; Martin Luther King Jr.
                    PER; |John F.| and                             ; John F.
                    ORG; |.NET| is                                 ; .NET
                    ORG; |...NET| is                               ; NET
                    ORG; |Yahoo!| said                             ; Yahoo!
                    ORG; |Yahoo!!| said                            ; Yahoo
                    ORG; |Yahoo !| said                            ; Yahoo !
                    LOC; |Paris !| said                            ; Paris
                    PER; |William L .| said                        ; William L .
                    LOC; |Warsaw .| Then                           ; Warsaw
                    MISC; |C++| code                               ; C++
                    MISC; |C#| code                                ; C#
                    MISC; |Paris#| code                            ; Paris
                    MISC; |AC/DC| plays                            ; AC/DC
                    PER; |"Weird Al" Yankovic| sings               ; "Weird Al" Yankovic
                    PER; |" Weird Al " Yankovic| sings             ; " Weird Al " Yankovic
                    PER; |'Weird Al' Yankovic| sings               ; 'Weird Al' Yankovic
                    PER; |“Weird Al” Yankovic| sings               ; “Weird Al” Yankovic
                    PER; by |Dwayne "The Rock"| Johnson            ; Dwayne "The Rock"
                    MISC; |"Hamlet"| is                            ; Hamlet
                    MISC; |"Hamlet| and                            ; Hamlet
                    MISC; |'Hamlet'| is                            ; Hamlet
                    MISC; |„Hamlet“| is                            ; Hamlet
                    MISC; |《기생충》|은                              ; 기생충
                    ORG; |(CNN)| said                              ; CNN
                    ORG; |CNN)| said                               ; CNN
                    MISC; |Alice (film)| is                        ; Alice (film)
                    MISC; |(Alice) in (Wonderland)| is             ; (Alice) in (Wonderland)
                    LOC; in |'s-Hertogenbosch| and                 ; 's-Hertogenbosch
                    LOC; Bob|'s Paris| and                         ; s Paris
                    ORG; |㈜삼성전자|가                               ; ㈜삼성전자
                    QT; |50%|가                                     ; 50%
                    QT; |5 %|가                                     ; 5 %
                    QT; |$10|를                                     ; $10
                    QT; |10㎏|을                                    ; 10㎏
                    ORG; |$AAPL| up                                ; AAPL
                    DT; |2020. 1. 2.|에                             ; 2020. 1. 2.
                    LOC; |$%&|                                     ;
                    LOC; in [|MASK|] is                            ;
                    LOC; in |[MASK]| is                            ;
                    LOC; in |[SEP] Paris [CLS]| is                 ; Paris
                    LOC; |Paris [UNK|] is                          ; Paris
                    LOC; |[PAD]| is                                ;
                    ORG; to john|@example|.com and                 ;
                    PER; to |john|@example.com and                 ;
                    ORG; to |Ann john@example.com| and             ; Ann
                    ORG; see https://www.|bbc|.co.uk/news/|        ;
                    ORG; see www.|bbc|.co.uk and                   ;
                    LOC; https://ko.wikipedia.org/wiki/|서울| and   ;
                    ORG; pic.|twitter|.com/AbC and                 ;
                    ORG; |Amazon.com| sells                        ; Amazon.com
                    PER; RT @|marie_curie|: hi                     ; @marie_curie
                    PER; RT |@marie|_curie: hi                     ; @marie_curie
                    PER; RT |@marie_:| hi                          ; @marie_
                    PER; RT |@| marie                              ;
                    LOC; in #|Seoul| now                           ; #Seoul
                    LOC; in |#Seoul| now                           ; #Seoul
                    LOC; in |#1 Seoul| now                         ; 1 Seoul
                    ORG; @|삼성전자|가 말했다                          ; @삼성전자
                    ORG; #|samsung|이                               ; #samsung
                    PER; a@|b| c                                   ; b
                    """)
    void anEntityBeginsAndEndsWithWhatBelongsToIt(String label, String barred, String expected) {
        String[] parts = barred.split("\\|", -1);
        int start = parts[0].length();
        int end = start + parts[1].length();
        String text = String.join("", parts);
        assertThat(trimmed(text, entity(text, label, start, end)))
                .extracting(Entity::text)
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @Test
    void offsetsFollowTheText() {
        String text = "So says 🎉 Marie Curie 🎉!";
        Entity found = entity(text, "PER", 8, text.length());
        assertThat(trimmed(text, found))
                .containsExactly(new Entity("PER", "Marie Curie", 11, 22, 0.5f));
    }

    @Test
    void ofTwoEntitiesInOneHandleTheFirstHasIt() {
        String text = "RT @marie_curie said";
        assertThat(trimmed(text, entity(text, "PER", 4, 9), entity(text, "ORG", 10, 15)))
                .containsExactly(new Entity("PER", "@marie_curie", 3, 15, 0.5f));
    }

    @Test
    void trimmedEntitiesLieInTheTextDoNotOverlapAndStayWhenTrimmedAgain() {
        String[] parts = {
            "Ann",
            "Seoul",
            "서울",
            "U.S.",
            "@",
            "#",
            "\"",
            "'",
            "(",
            ")",
            "[MASK]",
            " ",
            " ",
            ".",
            "!",
            "🎉",
            "👩‍👩‍👧",
            "1️⃣",
            "e\u0301",
            "\u200b",
            "\ud83d",
            "a@b.com",
            "http://x.y/z",
            "_",
            "+"
        };
        Random random = RandomSeed.random();
        for (int round = 0; round < 16_000; round++) {
            StringBuilder text = new StringBuilder();
            List<Integer> borders = new ArrayList<>();
            for (int i = random.nextInt(14); i >= 0; i--) {
                borders.add(text.length());
                text.append(parts[random.nextInt(parts.length)]);
            }
            List<Entity> entities = new ArrayList<>();
            for (int i = 0; i + 1 < borders.size(); i += 1 + random.nextInt(3)) {
                int last = Math.min(borders.size() - 1, i + 1 + random.nextInt(3));
                int from = borders.get(i);
                if (entities.isEmpty() || entities.get(entities.size() - 1).end() <= from) {
                    entities.add(entity(text.toString(), "ORG", from, borders.get(last)));
                }
            }
            List<Entity> once = trimmed(text.toString(), entities.toArray(Entity[]::new));
            int free = 0;
            for (Entity entity : once) {
                assertThat(entity.start()).as("%s", text).isGreaterThanOrEqualTo(free);
                assertThat(entity.end()).isGreaterThan(entity.start());
                assertThat(text.substring(entity.start(), entity.end())).isEqualTo(entity.text());
                free = entity.end();
            }
            assertThat(trimmed(text.toString(), once.toArray(Entity[]::new)))
                    .as("%s", text)
                    .isEqualTo(once);
        }
    }

    private static List<Entity> trimmed(String text, Entity... found) {
        return EntityTrim.trim(text, new Entities(List.of(found))).entities();
    }

    private static Entity entity(String text, String label, int start, int end) {
        return new Entity(label, text.substring(start, end), start, end, 0.5f);
    }
}
