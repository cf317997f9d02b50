import { Button, Select, SelectItem, Stack } from '@carbon/react';
import { type FormEvent, useMemo, useRef, useState } from 'react';
import { useApi } from '#web/client/api/query.ts';
import { type PieceValue, UploadField } from '#web/client/forms/UploadField.tsx';
import { useLanguage } from '#web/client/language/use-language.ts';
import { FailureNote } from '#web/client/ui/FailureNote.tsx';
import { LongText } from '#web/client/ui/fields/LongText.tsx';
import type { TaskView } from '#web/contract/requests/tasks.ts';
import { useDecide } from './use-decide.ts';
import { useKeptAnswer } from './use-kept-answer.ts';

/** The agent answers what was asked: words, pieces, or both; kept as they are typed and added. */
export function ComplementForm({ task }: { task: TaskView }) {
  const { t, read } = useLanguage();
  const [added, setPieces] = useState<PieceValue[] | null>(null);
  const types = task.pieceTypes;
  // Pieces added here and not sent yet are in the task's own view alone: found again after an interruption.
  const filed = useApi('GET /api/requests/:id', { params: { id: task.request.id } });
  const waiting = filed.data
    ? task.requestView.pieces.filter((piece) => !filed.data.pieces.some((each) => each.id === piece.id))
    : [];
  const pieces = added ?? waiting.map((piece) => ({ id: piece.id, name: piece.fileName, size: piece.size }));
  const [typeChosen, setTypeChosen] = useState<string | null>(null);
  const pieceType = typeChosen ?? types[0]?.pieceType;
  const { answer, type, send } = useKeptAnswer(task);
  const { decide, busy, problem, faults, setFaults } = useDecide(task.key);
  const field = useRef<HTMLTextAreaElement>(null);
  const home = useMemo(() => ({ taskKey: task.key }), [task.key]);
  const due = task.outcomes[0]?.requires.includes('reason') ?? false;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (answer.trim() === '' && (due || pieces.length === 0)) {
      setFaults({ reason: due ? t('tasks.answerDue') : t('tasks.answerOrPiece') });
      return field.current?.focus();
    }
    void send(() => decide({ outcome: 'completed', ...(answer.trim() === '' ? {} : { reason: answer.trim() }) }));
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap={6}>
        <FailureNote problem={problem} />
        <LongText
          ref={field}
          id="answer"
          rows={6}
          maxLength={5000}
          labelText={t('tasks.answer')}
          value={answer}
          invalid={Boolean(faults.reason)}
          invalidText={faults.reason ?? ''}
          onChange={(event) => type(event.target.value)}
        />
        {types.length > 1 ? (
          <Select
            id="piece-type"
            labelText={t('tasks.pieceType')}
            value={pieceType ?? ''}
            onChange={(event) => setTypeChosen(event.target.value)}
          >
            {types.map((type) => (
              <SelectItem key={type.pieceType} value={type.pieceType} text={read(type.label)} />
            ))}
          </Select>
        ) : null}
        {pieceType ? (
          <UploadField
            inputId="complement-pieces"
            label={t('tasks.addPieces')}
            description={t('agent.pdfOnly')}
            accept=".pdf,application/pdf"
            required={false}
            multiple
            disabled={busy}
            errors={faults.pieces ? [faults.pieces] : []}
            pieceType={pieceType ?? ''}
            home={home}
            value={pieces}
            onChange={setPieces}
          />
        ) : null}
        <Button type="submit" disabled={busy} className="h-wide">
          {busy ? t('tasks.sending') : t('tasks.submit.completed')}
        </Button>
      </Stack>
    </form>
  );
}
