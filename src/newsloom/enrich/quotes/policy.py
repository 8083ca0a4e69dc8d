"""The thresholds of who says what, each with what set it."""

from __future__ import annotations

IS_SEEN = 0.4
"""Likelihood from which on the later models look at a token as a cue, or as content."""
LEAST = {"cue": 0.24, "content": 0.36, "source": 0.33}
"""Likelihood from which on a token is of a role. By cross-validation over PolNeAR's training part: cues .607 from .25
to .30 and less on either side; contents at .36 token F1 .826 with .818 of all contents found, at .42 .828 with .801."""
QUOTED_WORDS = 5
"""Words in quotation marks from which on they are somebody's, whatever the models say. In that cross-validation quoted
contents are then found in .9951, without in .9948, and no token F1 is lost."""
LINK_PARAGRAPHS = 1
"""A cue stands in the paragraph of its content, or in the one before or behind."""
LINK_TOKENS = 300
"""And no farther than so many tokens, where a text has no paragraphs."""
LEAST_LOGIT = -9.0
"""Of a cue that belongs to a content. Of what the models find, next to all belongs to something near: from -2.5 down to
-9 cues gain .016 in cross-validation."""
LEAST_SOURCE_LOGIT = -4.0
"""Of a source that belongs to a cue: lower ones gain tokens, but stand in other paragraphs, and are somebody else."""
LEAST_FAINT_LOGIT = 0.0
"""Of a faint one: it must stand where a source is expected."""
FAINT = 0.12
"""Likelihood of a token of a source where a quotation would have none."""
STANCE = (
    "constant", "ln(1 + tokens between)", "touching", "to the left", "sentences apart", "cues between",
    "rivals between", "overlapping", "a comma between", "paragraphs apart", "sentences apart to the left",
    "inside marks, less the other", "a comma between, to the left", "touching, to the left",
)  # fmt: skip
"""What the rows below weigh."""
CONTENT_TO_CUE = (1.88, -1.13, 1.46, 1.12, -1.64, -2.19, -2.19, 0.05, -0.91, -3.04, 1.08, -2.5, 1.47, 2.38)
CUE_TO_SOURCE = (1.16, -0.92, 2.96, 3.27, -3.42, -0.9, -4.28, 0.26, -1.36, -2.36, 0.64, -0.8, 1.5, 1.0)
CONTENT_TO_SOURCE = (1.76, -1.85, 1.2, 3.05, -2.2, 1.53, -5.26, 0.0, -0.23, -3.18, 0.14, -3.14, 0.03, -0.15)
"""Logits of two spans belonging together: logistic regressions over the labelled spans of one half of a third of
PolNeAR's training part. On its other half the best cue of a content is the right one in .97, the best source of a cue
in .99, the best source of a content without asking its cue in .97."""
PLAIN_WORDS = 12
"""Words before the verb of a sentence that says plainly who speaks."""
REMEMBERED = 50
"""Quotations before one that its speaker is looked for in."""
PRONOUN_REACH = 900
"""Characters before a pronoun in which the one it means is looked for: two to three paragraphs of news."""
LONGEST_SPEAKER = 140
"""Characters of a description that stands for a speaker who has no name."""
PASSING_WORDS = 1
"""Words in quotation marks, beside no verb of speech, up to which they are a title or a word held at arm's length."""
LOOSE_WORDS = 3
"""Words of a phrase among which adjectives may stand unasked."""
PHRASE_WORDS = 9
"""Words of a source as the rules take it."""
CLAUSE_REACH = 8
"""Words behind the verb in which the clause that it reports must begin."""
CLAUSE_WORDS = 3
INHERIT_REACH = 400
"""Characters behind a quotation in which the next one is still the same speaker's."""
SPEAKER_SENTENCES = 2
"""Sentences before a quotation in which its speaker is looked for."""
GOING_ON_SENTENCES = 6
"""And where what is said goes on in the mood of reported speech."""
LEAST_SPEAKER = -9.0
"""Logit under which whoever spoke before goes on speaking."""
SPEAKER = (
    0.0, 1.77, 1.02, 1.62, -0.04, -1.32, 1.1, -1.16, 0.99, 0.76, 2.01, 1.12, -0.88, -0.36, -0.63, -1.1, -0.12, 1.2,
    1.19, 2.01, -1.17, 0.89, -1.8, 1.07,
)  # fmt: skip
"""Logit of a phrase being the speaker rather than another: a regression over the choices in the training part of German
WikiNews; in four-fold cross-validation .749 of those for direct quotations are right. In the order of
`Mentions.stance`: constant, behind the verb, before it, in its sentence, ln(1 + tokens between), sentences back,
first of its sentence, oblique, of a likely kind, a pronoun, behind "according to", who spoke last, behind the words,
first and not oblique, behind the verb and oblique, before it and oblique, behind it within the sentence, without a verb
in the same sentence, the two of `„…“, sagte Weber` and of `Weber sagte: „…“`, an abstract noun, beside an auxiliary;
and, where nothing but the mood says that somebody is reported, in that sentence, who spoke last."""
REFUSING_WORDS = 30
"""Words before "declined to comment" that say who did: the longest list of embassies and ministries that was seen."""
TITLE_WORDS = 4
"""Words of a mention that is a title alone."""
ARABIC_NAME_WORDS = 3
ANTECEDENT_REACH = 60
"""Characters before "who" that say who."""
