"""The one training loop, its checkpoints, and several processes at it together."""

from rnn_demo.training.checkpoint import Carried as Carried
from rnn_demo.training.checkpoint import TrainingError as TrainingError
from rnn_demo.training.loop import Progress as Progress
from rnn_demo.training.loop import TrainingTask as TrainingTask
from rnn_demo.training.loop import learning_rate as learning_rate
from rnn_demo.training.loop import train as train
from rnn_demo.training.memory import keep_freed_memory as keep_freed_memory
from rnn_demo.training.stopping import TrainingInterrupt as TrainingInterrupt
