import { Document, TrashCan, Upload } from '@carbon/icons-react';
import { Button, IconButton } from '@carbon/react';
import { useEffect, useRef, useState } from 'react';
import { PIECE_LIMITS } from '#domain/request/piece.ts';
import { ApiProblem } from '../api/api.ts';
import { problemText } from '../api/problem-text.ts';
import { type PieceHome, pieceAddress, removePiece, uploadPiece } from '../api/upload.ts';
import { fileSize } from '../language/format.ts';
import { useLanguage } from '../language/use-language.ts';
import { WorkProgress } from '../ui/WorkProgress.tsx';

/** What a form's data holds of a piece. */
export interface PieceValue {
  id: string;
  name: string;
  size?: number;
}

export interface UploadFieldProps {
  inputId: string;
  label: string;
  description?: string | undefined;
  accept: string;
  required: boolean;
  multiple: boolean;
  disabled: boolean;
  errors: string[];
  pieceType: string;
  home: PieceHome;
  value: PieceValue[];
  onChange: (value: PieceValue[]) => void;
}

/** A piece to join: sent as soon as it is chosen, then shown with its size; what is wrong is said under it. */
export function UploadField(props: UploadFieldProps) {
  const { t, language } = useLanguage();
  const input = useRef<HTMLInputElement>(null);
  const [sending, setSending] = useState<{ name: string; part: number } | null>(null);
  const [refusals, setRefusals] = useState<readonly string[]>([]);
  const [over, setOver] = useState(false);
  const errorId = `${props.inputId}-error-message`;
  const helpId = `${props.inputId}-description`;
  const errors = refusals.length > 0 ? refusals : props.errors;
  const full = !props.multiple && props.value.length > 0;
  // One may be removed while another is sent: each adds to what is there by then.
  const kept = useRef(props.value);
  kept.current = props.value;
  const keep = (pieces: PieceValue[]) => {
    kept.current = pieces;
    props.onChange(pieces);
  };
  /** The one that goes: where it was, the field that takes another is shown once it is gone, and has the focus then. */
  const leaving = useRef<string | null>(null);
  useEffect(() => {
    if (leaving.current === null || props.value.some(({ id }) => id === leaving.current)) return;
    leaving.current = null;
    input.current?.focus();
  }, [props.value]);

  const send = async (files: File[]) => {
    setRefusals([]);
    const refuse = (text: string) => setRefusals((before) => [...before, text]);
    for (const file of props.multiple ? files : files.slice(0, 1)) {
      if (file.size > PIECE_LIMITS.maxBytes) {
        refuse(t('form.tooLarge', { name: file.name, max: fileSize(10_000_000, language) }));
        continue;
      }
      setSending({ name: file.name, part: 0 });
      try {
        const piece = await uploadPiece(props.home, file, props.pieceType, (part) =>
          setSending({ name: file.name, part }),
        );
        keep([...kept.current, { id: piece.id, name: piece.fileName, size: piece.size }]);
      } catch (error) {
        refuse(t('common.labelled', { label: file.name, value: problemText(error) }));
      }
    }
    setSending(null);
    if (input.current) input.current.value = '';
  };

  const remove = async (piece: PieceValue) => {
    setRefusals([]);
    try {
      await removePiece(props.home, piece.id);
    } catch (error) {
      // Removed from another device: here too it only has to go.
      if (!(error instanceof ApiProblem && error.code === 'not-found')) return setRefusals([problemText(error)]);
    }
    leaving.current = piece.id;
    keep(kept.current.filter((each) => each.id !== piece.id));
  };

  return (
    <div className={errors.length > 0 ? 'h-upload h-upload--invalid' : 'h-upload'}>
      <label htmlFor={props.inputId} className="fjs-form-field-label">
        {props.label}
        {props.required ? (
          <>
            <span className="fjs-asterix" aria-hidden="true">
              *
            </span>
            {/* A file input may not say it with aria-required. */}
            <span className="h-hidden"> ({t('kind.mandatory')})</span>
          </>
        ) : null}
      </label>
      {props.description ? (
        <p id={helpId} className="fjs-form-field-description">
          {props.description}
        </p>
      ) : null}
      <ul className="h-upload__files">
        {props.value.map((piece) => (
          <li key={piece.id}>
            <Document />
            <a href={pieceAddress(props.home, piece.id)} target="_blank" rel="noopener">
              {piece.name}
              <span className="h-hidden">{t('common.newTab')}</span>
            </a>
            {piece.size ? <span className="h-muted">{fileSize(piece.size, language)}</span> : null}
            {props.disabled ? null : (
              <IconButton
                kind="ghost"
                size="sm"
                align="left"
                label={t('form.removePiece', { name: piece.name })}
                onClick={() => void remove(piece)}
              >
                <TrashCan />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      <section
        aria-label={props.label}
        className={over ? 'h-upload__drop h-upload__drop--over' : 'h-upload__drop'}
        hidden={full && !sending}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          if (!props.disabled && !sending) void send([...event.dataTransfer.files]);
        }}
      >
        <input
          ref={input}
          id={props.inputId}
          type="file"
          className="h-hidden"
          accept={props.accept}
          multiple={props.multiple}
          disabled={props.disabled || sending !== null}
          aria-invalid={errors.length > 0}
          aria-describedby={
            `${props.description ? helpId : ''} ${errors.length > 0 ? errorId : ''}`.trim() || undefined
          }
          onChange={(event) => void send([...(event.target.files ?? [])])}
        />
        {sending ? (
          <WorkProgress
            label={t('form.sending', { name: sending.name })}
            value={Math.round(sending.part * 100)}
            max={100}
            said={`${Math.round(sending.part * 100)} %`}
          />
        ) : (
          <>
            <Button
              kind="tertiary"
              size="md"
              renderIcon={Upload}
              tabIndex={-1}
              aria-hidden="true"
              disabled={props.disabled}
              onClick={() => input.current?.click()}
            >
              {t('form.choose')}
            </Button>
            <span className="h-muted">{t('form.orDrop')}</span>
          </>
        )}
      </section>
      {errors.length > 0 ? (
        <div id={errorId} className="fjs-form-field-error" role="alert">
          <ul>
            {errors.map((error) => (
              <li key={error}>{error}</li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  );
}
